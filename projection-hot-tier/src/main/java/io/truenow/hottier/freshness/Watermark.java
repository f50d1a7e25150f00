package io.truenow.hottier.freshness;

/**
 * Event time up to which a table shard is believed complete: the highest event time applied so far. Never falls. One writer; not
 * thread-safe.
 */
public final class Watermark {

    private long micros;
    private long late;

    /** A watermark that goes on from an earlier state; {@link Long#MIN_VALUE} before the first event. */
    public Watermark(long micros, long late) {
        this.micros = micros;
        this.late = late;
    }

    /** Takes the times of one batch: those below the watermark as it was before the batch count as late. */
    public void observe(long[] timesMicros, int[] rows, int count) {
        long before = micros;
        long highest = before;
        for (int i = 0; i < count; i++) {
            long time = timesMicros[rows[i]];
            if (time < before) {
                late++;
            }
            highest = Math.max(highest, time);
        }
        micros = highest;
    }

    /** Microseconds since 1970; {@link Long#MIN_VALUE} before the first event. */
    public long micros() {
        return micros;
    }

    /** Number of events that were below the watermark when they came. */
    public long late() {
        return late;
    }
}
