package io.truenow.hottier.checkpoint;

/**
 * When a partition is checkpointed, beside at its revocation and at the end.
 *
 * @param records after so many applied records
 * @param rows after so many events
 * @param seconds after so many seconds, if anything was applied
 */
public record CheckpointSettings(long records, long rows, long seconds) {

    /** 20,000 records, 2,000,000 events, 60 seconds. */
    public static final CheckpointSettings DEFAULT = new CheckpointSettings(20_000, 2_000_000, 60);

    /** Positive numbers only. */
    public CheckpointSettings {
        if (records < 1 || rows < 1 || seconds < 1) {
            throw new IllegalArgumentException("A limit of the checkpoints is out of its range.");
        }
    }
}
