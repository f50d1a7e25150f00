package io.truenow.hottier.shard;

import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tables that have had events, by id. Tables come with their first record. Thread-safe. */
public final class HotTables {

    private final ConcurrentHashMap<UUID, HotTable> tables = new ConcurrentHashMap<>();

    /** Adds a shard, and its table if it is new. */
    public void add(TableShard shard) {
        tables.compute(shard.tableId(), (id, table) -> {
            HotTable kept = table == null ? new HotTable(id) : table;
            kept.add(shard);
            return kept;
        });
    }

    /** Takes a shard away, and its table with the last one. */
    public void remove(TableShard shard) {
        tables.computeIfPresent(shard.tableId(), (id, table) -> table.remove(shard) ? null : table);
    }

    /** A table, or null. */
    public @Nullable HotTable table(UUID tableId) {
        return tables.get(tableId);
    }

    /** All tables. */
    public Collection<HotTable> all() {
        return tables.values();
    }
}
