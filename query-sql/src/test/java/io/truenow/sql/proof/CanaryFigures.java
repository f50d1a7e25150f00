package io.truenow.sql.proof;

import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.CheckpointFigures;
import io.truenow.sql.port.IngestFigures;
import io.truenow.sql.port.ServerFigures;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a server of two tenants would know of itself, all of it canaries: the victim's dead letters and facts, and what is the whole server's.
 *
 * @param victims ids of the victim's tables
 */
record CanaryFigures(Set<UUID> victims) implements ServerFigures {

    private static final String OURS = Canary.SERVER.text(1);

    @Override
    public long logEnd(int partition) {
        return 1_000;
    }

    @Override
    public List<CheckpointFigures> checkpoints() {
        return List.of(new CheckpointFigures(3, 12, true, 99, Canary.SERVER.timeMicros(1), 4, 4096));
    }

    @Override
    public List<Processor> processors() {
        return List.of(new Processor(OURS, "log", 3, 7L, 2L, "stopped", Canary.VICTIM.text(2)));
    }

    @Override
    public List<Setting> settings() {
        return List.of(new Setting(OURS, null, OURS, "file", null, false, OURS));
    }

    @Override
    public List<Meter> meters() {
        return List.of(new Meter(OURS, "table=" + Canary.VICTIM.text(3), "counter", 1, OURS));
    }

    @Override
    public List<DeadLetter> deadLetters(UUID tableId) {
        return victims.contains(tableId)
                ? List.of(new DeadLetter(0, 1, 0, Canary.VICTIM.text(4), Canary.VICTIM.text(5)))
                : List.of();
    }

    @Override
    public List<DomainEvent> domainEvents() {
        return List.of(
                new DomainEvent(
                        1,
                        ProofTables.T0,
                        "TableCreated",
                        null,
                        null,
                        "beta",
                        Canary.VICTIM.text(6),
                        Canary.VICTIM.text(6)),
                new DomainEvent(2, ProofTables.T0, "TableCreated", null, null, "alpha", null, Canary.LOCKED.text(6)),
                new DomainEvent(3, ProofTables.T0, "NodeStarted", null, null, null, null, OURS));
    }

    /** The doors of ingest and of the log. */
    record Door() implements IngestFigures {

        @Override
        public long accepted(TableRef table) {
            if (table.tenant().equals("beta")) {
                return Canary.VICTIM.timeMicros(5);
            }
            return table.table().equals("a") ? 5 : Canary.LOCKED.timeMicros(5);
        }

        @Override
        public long rejected(String tenant) {
            return tenant.equals("beta") ? Canary.VICTIM.timeMicros(6) : 3;
        }

        @Override
        public @Nullable String stopped(int partition) {
            return partition == CanaryTables.STOPPED ? CanaryTables.reason() : null;
        }
    }
}
