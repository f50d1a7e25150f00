package io.truenow.events.ingest;

import java.util.UUID;

/** Where events live: hash of the id to a shard of the table, hash of table and shard to a partition of the log. Never changes. */
public final class Placement {

    /** Partitions of the log, for ever. */
    public static final int PARTITIONS = 16;

    private Placement() {}

    /** Shard of an event. */
    public static int shard(byte[] id, int from, int length, int shards) {
        return shards == 1 ? 0 : (int) Long.remainderUnsigned(ContentHash.ofBytes(id, from, length), shards);
    }

    /** Partition of a table's shard. */
    public static int partition(UUID tableId, int shard) {
        long hash = ContentHash.term(
                tableId.getMostSignificantBits(), ContentHash.term(tableId.getLeastSignificantBits(), shard));
        return (int) Long.remainderUnsigned(hash, PARTITIONS);
    }
}
