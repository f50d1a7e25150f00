package io.truenow.events.catalog;

import java.util.concurrent.TimeUnit;

/**
 * When events of a table are deleted for good.
 *
 * @param kind by age or by size
 * @param days by age: {@value #MIN_DAYS} to {@value #MAX_DAYS}; else 0
 * @param maxBytes by size: bytes beyond which the oldest go, at least 1; else 0
 * @param minRecords by size: so many newest events stay in any case; else 0
 */
public record RetentionPolicy(Kind kind, int days, long maxBytes, long minRecords) {

    /** Shortest age. */
    public static final int MIN_DAYS = 1;

    /** Longest age: ten years. */
    public static final int MAX_DAYS = 3_650;

    /** What decides. */
    public enum Kind {
        TIME,
        SIZE
    }

    /** Refuses impossible policies. */
    public RetentionPolicy {
        boolean byAge = kind == Kind.TIME;
        if (byAge ? days < MIN_DAYS || days > MAX_DAYS : days != 0) {
            throw new IllegalArgumentException(
                    "Events are kept for " + MIN_DAYS + " to " + MAX_DAYS + " days, not [" + days + "].");
        }
        if (byAge ? maxBytes != 0 || minRecords != 0 : maxBytes < 1 || minRecords < 0) {
            throw new IllegalArgumentException("A size is positive, not [" + maxBytes + "], [" + minRecords + "].");
        }
    }

    /** Events go at an age. */
    public static RetentionPolicy days(int days) {
        return new RetentionPolicy(Kind.TIME, days, 0, 0);
    }

    /** The oldest events go beyond a size. */
    public static RetentionPolicy size(long maxBytes, long minRecords) {
        return new RetentionPolicy(Kind.SIZE, 0, maxBytes, minRecords);
    }

    /** The age in microseconds; {@link TableSettings#UNBOUNDED} by size. */
    public long micros() {
        return kind == Kind.TIME ? TimeUnit.DAYS.toMicros(days) : TableSettings.UNBOUNDED;
    }
}
