package io.truenow.events.meter;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts durations since start in buckets with fixed upper bounds, so that anyone can derive a percentile over any window from two
 * readings. Each bucket counts its own durations only; the last one has no bound. Thread-safe; adding never waits and takes no memory.
 */
public final class DurationHistogram {

    private static final long[] USUAL_MICROS = {
        100,
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        20_000,
        50_000,
        100_000,
        200_000,
        500_000,
        1_000_000,
        2_000_000,
        5_000_000,
        10_000_000,
        30_000_000,
        60_000_000,
        120_000_000,
        300_000_000
    };

    private final long[] boundsMicros;
    private final AtomicLongArray buckets;
    private final LongAdder sumMicros = new LongAdder();
    private final LongAccumulator maxMicros = new LongAccumulator(Math::max, 0);

    /**
     * An empty histogram.
     *
     * @param boundsMicros upper bounds in microseconds, ascending, each inclusive
     */
    public DurationHistogram(long... boundsMicros) {
        for (int i = 1; i < boundsMicros.length; i++) {
            if (boundsMicros[i] <= boundsMicros[i - 1]) {
                throw new IllegalArgumentException("The bound [" + boundsMicros[i] + "] does not ascend.");
            }
        }
        this.boundsMicros = boundsMicros.clone();
        this.buckets = new AtomicLongArray(boundsMicros.length + 1);
    }

    /** An empty histogram with bounds from 100 µs to five minutes; 0.1, 0.5 and 1 s are among them. */
    public static DurationHistogram usual() {
        return new DurationHistogram(USUAL_MICROS);
    }

    /** Adds a duration; a negative one (a clock was set back) counts as 0. */
    public void add(long micros) {
        long counted = Math.max(0, micros);
        int bucket = 0;
        while (bucket < boundsMicros.length && counted > boundsMicros[bucket]) {
            bucket++;
        }
        buckets.incrementAndGet(bucket);
        sumMicros.add(counted);
        maxMicros.accumulate(counted);
    }

    /** Upper bounds of the buckets, in microseconds. */
    public long[] boundsMicros() {
        return boundsMicros.clone();
    }

    /** Durations per bucket; one more than there are bounds. */
    public long[] counts() {
        long[] counts = new long[buckets.length()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets.get(i);
        }
        return counts;
    }

    /** Durations so far. */
    public long count() {
        long count = 0;
        for (int i = 0; i < buckets.length(); i++) {
            count += buckets.get(i);
        }
        return count;
    }

    /** Sum of all durations, in microseconds. */
    public long sumMicros() {
        return sumMicros.sum();
    }

    /** The longest so far, in microseconds; 0 before the first. */
    public long maxMicros() {
        return maxMicros.get();
    }
}
