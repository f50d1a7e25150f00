package io.truenow.sql.exec;

import java.time.Duration;

/**
 * Limits of statements that wait for events that were acknowledged.
 *
 * @param longest wait of one
 * @param maxWaiting most that wait at once; one more is refused
 */
public record PositionSettings(Duration longest, int maxWaiting) {

    /** 10 s, 128 statements. */
    public static final PositionSettings DEFAULT = new PositionSettings(Duration.ofSeconds(10), 128);

    /** Positive limits only. */
    public PositionSettings {
        if (!longest.isPositive() || maxWaiting <= 0) {
            throw new IllegalArgumentException("Each limit of waiting statements is positive.");
        }
    }

    /** The same with another longest wait. */
    public PositionSettings withLongest(Duration of) {
        return new PositionSettings(of, maxWaiting);
    }
}
