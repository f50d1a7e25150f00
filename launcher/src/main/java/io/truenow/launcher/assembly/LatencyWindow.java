package io.truenow.launcher.assembly;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A percentile over the last minute of a histogram that only grows, from samples that somebody takes once a second. The answer is the
 * upper bound of the bucket that holds the percentile. Thread-safe.
 */
public final class LatencyWindow {

    /** Length of the window, in samples. */
    private static final int SAMPLES = 60;

    private final Supplier<long[]> buckets;
    private final long[] bounds;
    private final long[][] samples = new long[SAMPLES + 1][];
    private int taken;

    /**
     * A window over a histogram.
     *
     * @param buckets count per bucket now; one more than {@code bounds}
     * @param bounds upper bounds of the buckets, ascending; the last bucket has none
     */
    public LatencyWindow(Supplier<long[]> buckets, long[] bounds) {
        this.buckets = buckets;
        this.bounds = bounds.clone();
        sample();
    }

    /** Takes a sample; call it once a second. */
    public synchronized void sample() {
        samples[taken % samples.length] = buckets.get().clone();
        taken++;
    }

    /** Upper bound of the bucket with the percentile; null if nothing was measured in the window, or it is in the last bucket. */
    public synchronized @Nullable Long percentile(double fraction) {
        long[] newest = samples[(taken - 1) % samples.length];
        long[] oldest = samples[taken > samples.length ? taken % samples.length : 0];
        long total = 0;
        for (int i = 0; i < newest.length; i++) {
            total += newest[i] - oldest[i];
        }
        long wanted = (long) Math.ceil(total * fraction);
        long seen = 0;
        for (int i = 0; i < bounds.length; i++) {
            seen += newest[i] - oldest[i];
            if (total > 0 && seen >= wanted) {
                return bounds[i];
            }
        }
        return null;
    }
}
