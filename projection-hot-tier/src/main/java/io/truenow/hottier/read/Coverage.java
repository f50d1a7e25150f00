package io.truenow.hottier.read;

import java.util.List;

/** Up to which log positions an answer's snapshot has applied the log. Part of a result cache's key. */
public record Coverage(List<ShardPosition> shards) {

    /** Copies the list. */
    public Coverage {
        shards = List.copyOf(shards);
    }

    /**
     * Position of one shard.
     *
     * @param offset offset of the last applied record of the table's shard; -1 before the first
     */
    public record ShardPosition(int shard, int partition, long offset) {}
}
