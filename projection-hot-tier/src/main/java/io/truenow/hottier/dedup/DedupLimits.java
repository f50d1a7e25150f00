package io.truenow.hottier.dedup;

/**
 * Limits of the duplicate stores. What the log holds is applied even beyond them; they make {@link DuplicateStore#full()} true, so
 * that ingest refuses new events instead of the window being shortened. Nothing spills to disk yet.
 *
 * @param idsPerShard event ids of one table shard
 * @param bytesPerShard bytes of one table shard's store
 * @param bytesInAll bytes of all stores
 * @param conflictsKept conflicting duplicates of one table shard that are kept with position and id
 */
public record DedupLimits(long idsPerShard, long bytesPerShard, long bytesInAll, int conflictsKept) {

    /** 64 M ids and 4 GiB a shard, 4 GiB in all, 1,000 conflicts. */
    public static final DedupLimits DEFAULT = new DedupLimits(64_000_000, 4L << 30, 4L << 30, 1_000);

    /** Refuses impossible limits. */
    public DedupLimits {
        if (idsPerShard < 1 || idsPerShard > 512_000_000 || bytesPerShard < 1 || bytesInAll < 1 || conflictsKept < 0) {
            throw new IllegalArgumentException("A limit of the duplicate store is out of its range.");
        }
    }
}
