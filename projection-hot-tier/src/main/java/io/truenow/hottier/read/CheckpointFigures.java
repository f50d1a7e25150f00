package io.truenow.hottier.read;

/**
 * A good checkpoint of one partition of the log.
 *
 * @param number ascending within the partition
 * @param newest whether a restart begins with it
 * @param nextOffset offset of the first record that is not in it
 * @param takenMicros when it was taken, microseconds since 1970
 * @param files files that it refers to, its manifest with them; two checkpoints may share files
 * @param bytes of those files
 */
public record CheckpointFigures(
        int partition, long number, boolean newest, long nextOffset, long takenMicros, int files, long bytes) {}
