package io.truenow.hottier.shard;

/**
 * Exact counters of a table shard: {@code logged = stored + duplicates + conflicting}.
 *
 * @param late stored events that were below the watermark when they came
 */
public record ShardCounts(long logged, long stored, long duplicates, long conflicting, long late) {

    /** Nothing yet. */
    public static final ShardCounts NONE = new ShardCounts(0, 0, 0, 0, 0);

    /** The counters of both. */
    public ShardCounts plus(ShardCounts other) {
        return new ShardCounts(
                logged + other.logged,
                stored + other.stored,
                duplicates + other.duplicates,
                conflicting + other.conflicting,
                late + other.late);
    }
}
