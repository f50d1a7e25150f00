package io.truenow.hottier.checkpoint;

import io.truenow.hottier.format.StoredFile;
import io.truenow.hottier.shard.ShardCapture;
import java.util.Set;
import java.util.UUID;

/**
 * A table shard as it is on disk.
 *
 * @param file its state
 * @param names the files that belong to it, the state's own among them
 */
record StoredShard(State state, StoredFile file, Set<String> names) {

    /** Place of a shard. */
    record Key(UUID tableId, int shard) {

        static Key of(ShardCapture capture) {
            return new Key(capture.tableId(), capture.shard());
        }
    }

    /** What the content of a shard follows from: two captures of a shard with the same are equal. */
    record State(long position, long incompleteBeforeMicros, int sealedSegments) {

        static State of(ShardCapture capture) {
            return new State(
                    capture.position(),
                    capture.incompleteBeforeMicros(),
                    capture.sealed().size());
        }
    }
}
