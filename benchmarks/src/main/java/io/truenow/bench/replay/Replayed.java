package io.truenow.bench.replay;

import java.util.Arrays;

/**
 * What came of a load.
 *
 * @param acknowledged bodies that were answered by 2xx
 * @param events events in them
 * @param failed bodies that were answered otherwise, or not at all
 * @param firstFailure the first such answer; empty if there was none
 * @param seconds from the first byte sent to the last answer
 * @param p50Millis time from sending to the answer, median of the acknowledged bodies; NaN without any
 * @param p99Millis the same, 99th percentile
 */
public record Replayed(
        int acknowledged,
        long events,
        int failed,
        String firstFailure,
        double seconds,
        double p50Millis,
        double p99Millis) {

    /** Takes the percentiles of times in nanoseconds. */
    static Replayed of(int eventsEach, int failed, String firstFailure, double seconds, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Replayed(
                sorted.length,
                (long) sorted.length * eventsEach,
                failed,
                firstFailure,
                seconds,
                millis(sorted, 0.5),
                millis(sorted, 0.99));
    }

    /** Milliseconds below which a share of ascending times in nanoseconds lies; NaN without times. */
    public static double millis(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    /** Acknowledged events a second. */
    public double perSecond() {
        return events / seconds;
    }
}
