package io.truenow.hottier.dedup;

/**
 * Limits of the duplicate stores. What the log holds is applied even beyond them; they make {@link DuplicateStore#full()} true, so
 * that ingest refuses new events instead of the window being shortened.
 *
 * @param idsPerShard event ids of one table shard
 * @param bytesInAll bytes of the heap for all stores
 * @param fileBytesInAll bytes of the files of all stores
 * @param conflictsKept conflicting duplicates of one table shard that are kept with position and id
 * @param idsPerGeneration event ids that stand in one file; a power of two, the same for as long as there are checkpoints
 */
public record DedupLimits(
        long idsPerShard, long bytesInAll, long fileBytesInAll, int conflictsKept, int idsPerGeneration) {

    private static final int GENERATION = 1 << 16;
    private static final long MOST_IDS = 512_000_000;

    /** 512 million ids a shard, 4 GiB of heap and 64 GiB of files in all, 1,000 conflicts, 65,536 ids a file. */
    public static final DedupLimits DEFAULT = new DedupLimits(MOST_IDS, 4L << 30, 64L << 30, 1_000, GENERATION);

    /** Refuses impossible limits. */
    public DedupLimits {
        if (idsPerShard < 1
                || idsPerShard > MOST_IDS
                || bytesInAll < 1
                || fileBytesInAll < 1
                || conflictsKept < 0
                || idsPerGeneration > GENERATION
                || Integer.bitCount(idsPerGeneration) != 1) {
            throw new IllegalArgumentException("A limit of the duplicate store is out of its range.");
        }
    }

    /** The same with other bytes for all stores. */
    public DedupLimits withBytes(long heap, long files) {
        return new DedupLimits(idsPerShard, heap, files, conflictsKept, idsPerGeneration);
    }
}
