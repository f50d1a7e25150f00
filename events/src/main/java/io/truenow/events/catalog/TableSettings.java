package io.truenow.events.catalog;

/**
 * What is set when a table is created.
 *
 * @param shards fixed number of shards, at least 1
 * @param dedupWindowMicros for how long, in append time, an event id is remembered; {@link #UNBOUNDED} for ever
 * @param retentionMicros age at which events are deleted for good; {@link #UNBOUNDED} never
 */
public record TableSettings(int shards, long dedupWindowMicros, long retentionMicros) {

    /** No end. */
    public static final long UNBOUNDED = -1L;

    /** One shard, a window of 24 hours, no retention (rulings 11 and 15). */
    public static final TableSettings DEFAULT = new TableSettings(1, 86_400_000_000L, UNBOUNDED);

    /** As {@link #DEFAULT}, but event ids are remembered for ever. */
    public static final TableSettings UNBOUNDED_WINDOW = new TableSettings(1, UNBOUNDED, UNBOUNDED);

    /** Refuses impossible settings. */
    public TableSettings {
        if (shards < 1 || shards > 16) {
            throw new IllegalArgumentException("A table has 1 to 16 shards, not [" + shards + "].");
        }
        if (dedupWindowMicros < UNBOUNDED || dedupWindowMicros == 0) {
            throw new IllegalArgumentException("The window is positive or unbounded, not [" + dedupWindowMicros + "].");
        }
        if (retentionMicros < UNBOUNDED || retentionMicros == 0) {
            throw new IllegalArgumentException(
                    "The retention is positive or unbounded, not [" + retentionMicros + "].");
        }
    }

    /** The same with another age at which events go. */
    public TableSettings withRetention(long micros) {
        return new TableSettings(shards, dedupWindowMicros, micros);
    }
}
