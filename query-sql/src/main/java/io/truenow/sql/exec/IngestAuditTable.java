package io.truenow.sql.exec;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableState;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.IngestAudit;
import io.truenow.sql.port.DeclaredTables;
import io.truenow.sql.port.IngestFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code sys.ingest_audit}: a row of scope {@code shard} for each shard of each table of the tenant, and one of scope {@code door}.
 *
 * <p>Durable, exact since a table's first event: {@code logged} to {@code conflicting}, and {@code difference}, which is logged - stored -
 * duplicates - conflicting and must be 0. Since the start of the process: {@code door_accepted}, on the row of a table's lowest shard, and
 * {@code door_rejected}, on the row of the door, which cannot tell the table of an event that it refused; so sums over all rows are right.
 * {@code next_offset} is behind the last record of the shard's partition that was applied, {@code applied_offset} that of the shard's own
 * last record.
 */
final class IngestAuditTable {

    static final String COLUMNS =
            "scope V, namespace V, table V, table_id V, shard L, partition L, next_offset L, applied_offset L,"
                    + " logged L, stored L, duplicates L, conflicting L, difference L, resident_rows L, evicted_rows L,"
                    + " watermark_us L, incomplete_before_us L, stopped V, door_accepted L, door_rejected L";

    private final HotTierReads reads;
    private final DeclaredTables declared;
    private final IngestFigures figures;
    private final StoppedPartitions stopped;

    IngestAuditTable(HotTierReads reads, DeclaredTables declared, IngestFigures figures) {
        this.reads = reads;
        this.declared = declared;
        this.figures = figures;
        this.stopped = new StoppedPartitions(figures);
    }

    List<@Nullable Object[]> rows(Principal principal) {
        IngestAudit audit = reads.audit(principal);
        List<@Nullable Object[]> rows = new ArrayList<>();
        TableRef before = null;
        for (IngestAudit.Shard shard : shards(principal, audit)) {
            boolean first = !shard.ref().equals(before);
            before = shard.ref();
            rows.add(row(principal, shard, audit.nextOffsets(), first ? (Long) figures.accepted(shard.ref()) : null));
        }
        rows.add(door(principal));
        return rows;
    }

    /** Shards of the principal's tables, those without events with them, by table and number. */
    List<IngestAudit.Shard> shards(Principal principal, IngestAudit audit) {
        List<IngestAudit.Shard> shards = new ArrayList<>();
        for (IngestAudit.Shard shard : audit.shards()) {
            if (principal.mayRead(shard.ref())) {
                shards.add(shard);
            }
        }
        addWithoutEvents(principal, shards);
        shards.sort(Comparator.comparing((IngestAudit.Shard s) -> s.ref().namespace())
                .thenComparing(s -> s.ref().table())
                .thenComparing(IngestAudit.Shard::tableId)
                .thenComparingInt(IngestAudit.Shard::shard));
        return shards;
    }

    /** Why a shard is not read any further, as far as the principal may know; null while it is. */
    @Nullable
    String stopped(Principal principal, IngestAudit.Shard shard) {
        return shard.stopped().isEmpty() ? stopped.reason(principal, shard.partition()) : shard.stopped();
    }

    /** Shards of tables that exist and have had no event yet, or whose events could not be applied. */
    private void addWithoutEvents(Principal principal, List<IngestAudit.Shard> shards) {
        Set<List<Object>> known = new HashSet<>();
        shards.forEach(s -> known.add(List.of(s.tableId(), s.shard())));
        for (TableDescriptor table : declared.tables(principal.tenant())) {
            if (principal.mayRead(table.ref())
                    && table.state() != TableState.DELETED
                    && table.state() != TableState.DELETING) {
                for (int shard = 0; shard < table.settings().shards(); shard++) {
                    if (!known.contains(List.of(table.tableId(), shard))) {
                        shards.add(withoutEvents(table.tableId(), table.ref(), shard));
                    }
                }
            }
        }
    }

    private static IngestAudit.Shard withoutEvents(UUID tableId, TableRef ref, int shard) {
        int partition = Placement.partition(tableId, shard);
        return new IngestAudit.Shard(
                tableId, ref, shard, partition, -1, 0, 0, 0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE, "");
    }

    private @Nullable Object[] row(
            Principal principal, IngestAudit.Shard shard, Map<Integer, Long> nextOffsets, @Nullable Long accepted) {
        return new @Nullable Object[] {
            "shard",
            shard.ref().namespace(),
            shard.ref().table(),
            shard.tableId().toString(),
            (long) shard.shard(),
            (long) shard.partition(),
            nextOffsets.get(shard.partition()),
            shard.appliedOffset() < 0 ? null : (Long) shard.appliedOffset(),
            shard.logged(),
            shard.stored(),
            shard.duplicates(),
            shard.conflicting(),
            shard.logged() - shard.stored() - shard.duplicates() - shard.conflicting(),
            shard.residentRows(),
            shard.stored() - shard.residentRows(),
            known(shard.watermarkMicros()),
            known(shard.incompleteBeforeMicros()),
            stopped(principal, shard),
            accepted,
            null
        };
    }

    private @Nullable Object[] door(Principal principal) {
        @Nullable Object[] row = new @Nullable Object[20];
        row[0] = "door";
        row[19] = figures.rejected(principal.tenant());
        return row;
    }

    private static @Nullable Long known(long micros) {
        return micros == Long.MIN_VALUE ? null : (Long) micros;
    }
}
