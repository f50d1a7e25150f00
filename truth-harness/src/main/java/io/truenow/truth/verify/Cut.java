package io.truenow.truth.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to where the records of one partition were applied when the server was asked. It read the partition's offset before its shards, so a
 * shard has every record of its own in front of that offset, and maybe some more, up to its own last one. A shard that has stopped has
 * none behind its own last one.
 */
record Cut(long nextOffset, long readTo, Map<String, Long> bounds, Map<String, Boolean> stops) {

    static Cut of(int partition, List<Served.Shard> audit, long end) {
        long next = -1;
        for (Served.Shard shard : audit) {
            if (shard.partition() == partition) {
                next = Math.max(next, shard.nextOffset());
            }
        }
        // A partition of which the server shows no shard has nothing to go by but its end.
        long reached = next < 0 ? end : next;
        long readTo = reached;
        Map<String, Long> bounds = new HashMap<>();
        Map<String, Boolean> stops = new HashMap<>();
        for (Served.Shard shard : audit) {
            if (shard.partition() == partition) {
                boolean stopped = shard.stopped() != null;
                long bound = stopped ? shard.appliedOffset() + 1 : Math.max(reached, shard.appliedOffset() + 1);
                bounds.put(key(shard.tableId(), shard.shard()), bound);
                stops.put(key(shard.tableId(), shard.shard()), stopped);
                readTo = Math.max(readTo, stopped ? end : bound);
            }
        }
        return new Cut(reached, readTo, bounds, stops);
    }

    /** Offset behind the last record that the server's shard has. */
    long bound(String tableId, int shard) {
        return bounds.getOrDefault(key(tableId, shard), nextOffset);
    }

    boolean stopped(String tableId, int shard) {
        return stops.getOrDefault(key(tableId, shard), false);
    }

    private static String key(String tableId, int shard) {
        return tableId + "#" + shard;
    }
}
