package io.truenow.hottier.read;

/** Event times from a first to a last microsecond, both inclusive. Empty if the first is after the last. */
public record TimeRange(long fromMicros, long toMicros) {

    /** All of time. */
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Whether no time is inside. */
    public boolean isEmpty() {
        return fromMicros > toMicros;
    }

    /** Times in both. */
    public TimeRange and(TimeRange other) {
        return new TimeRange(Math.max(fromMicros, other.fromMicros), Math.min(toMicros, other.toMicros));
    }
}
