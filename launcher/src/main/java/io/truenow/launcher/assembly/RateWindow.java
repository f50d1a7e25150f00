package io.truenow.launcher.assembly;

import java.util.function.LongSupplier;

/**
 * Mean rate of a counter over the last ten seconds, from samples that somebody takes once a second. Thread-safe.
 */
public final class RateWindow {

    /** Length of the window, in samples. */
    private static final int SAMPLES = 10;

    private final LongSupplier counter;
    private final LongSupplier nanoTime;
    private final long[] counts = new long[SAMPLES + 1];
    private final long[] times = new long[SAMPLES + 1];
    private int taken;

    /**
     * A window over a counter that only grows.
     *
     * @param nanoTime monotonic clock in nanoseconds
     */
    public RateWindow(LongSupplier counter, LongSupplier nanoTime) {
        this.counter = counter;
        this.nanoTime = nanoTime;
        sample();
    }

    /** Takes a sample; call it once a second. */
    public synchronized void sample() {
        counts[taken % counts.length] = counter.getAsLong();
        times[taken % times.length] = nanoTime.getAsLong();
        taken++;
    }

    /** Mean per second since the oldest sample of the window; 0 until there are two. */
    public synchronized double perSecond() {
        int newest = (taken - 1) % counts.length;
        int oldest = taken > counts.length ? taken % counts.length : 0;
        double seconds = (times[newest] - times[oldest]) / 1e9;
        return seconds <= 0 ? 0 : (counts[newest] - counts[oldest]) / seconds;
    }
}
