package io.truenow.hottier.scan;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.IngestAudit;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.read.TableColumns;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.ShardSnapshot;
import io.truenow.hottier.segment.Snapshots;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Snapshots of some tables, opened together and lent to any number of scans until they are closed. Thread-safe. */
final class HeldSnapshots implements Snapshots, AutoCloseable {

    private final Snapshots source;
    private final Set<UUID> tables;
    private final Map<UUID, TableSnapshot> held = new HashMap<>();

    HeldSnapshots(Snapshots source, Principal principal, Set<UUID> tables) {
        this.source = source;
        this.tables = Set.copyOf(tables);
        try {
            for (UUID table : this.tables) {
                source.open(principal, table).ifPresent(snapshot -> held.put(table, snapshot));
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    @Override
    public List<TableInfo> tables(Principal principal) {
        return source.tables(principal);
    }

    @Override
    public List<TableColumns> columns(Principal principal) {
        return source.columns(principal);
    }

    @Override
    public Optional<TableInfo> table(Principal principal, UUID tableId) {
        return tables.contains(tableId) && !held.containsKey(tableId)
                ? Optional.empty()
                : source.table(principal, tableId);
    }

    @Override
    public boolean has(Principal principal, UUID tableId) {
        return tables.contains(tableId) ? held.containsKey(tableId) : source.has(principal, tableId);
    }

    @Override
    public List<SegmentFigures> segments(Principal principal) {
        return source.segments(principal);
    }

    @Override
    public IngestAudit audit(Principal principal) {
        return source.audit(principal);
    }

    @Override
    public Optional<TableSnapshot> open(Principal principal, UUID tableId) {
        if (!tables.contains(tableId)) {
            return source.open(principal, tableId);
        }
        TableSnapshot snapshot = held.get(tableId);
        return snapshot == null ? Optional.empty() : Optional.of(new Lent(snapshot));
    }

    @Override
    public void close() {
        held.values().forEach(TableSnapshot::close);
    }

    /** A snapshot that stays open when its borrower is done. */
    private record Lent(TableSnapshot snapshot) implements TableSnapshot {

        @Override
        public UUID tableId() {
            return snapshot.tableId();
        }

        @Override
        public TableRef ref() {
            return snapshot.ref();
        }

        @Override
        public List<ShardSnapshot> shards() {
            return snapshot.shards();
        }

        @Override
        public boolean revoked() {
            return snapshot.revoked();
        }

        @Override
        public void close() {}
    }
}
