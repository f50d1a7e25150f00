package io.truenow.hottier.checkpoint;

import io.truenow.hottier.shard.ShardCapture;
import java.util.List;

/**
 * Whole state of a partition, immutable.
 *
 * @param nextOffset offset of the first record that is not in it
 * @param takenMicros when it was taken, for people
 */
public record PartitionCapture(int partition, long nextOffset, long takenMicros, List<ShardCapture> shards) {

    /** Copies the list. */
    public PartitionCapture {
        shards = List.copyOf(shards);
    }
}
