package io.truenow.sql.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** Mean growth of a total over the last ten seconds, from samples taken about once a second. Thread-safe. */
final class EventRate {

    private static final long WINDOW_NANOS = 10_000_000_000L;

    private record Sample(long nanos, long total) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Notes the total at a moment of a monotonic clock. */
    synchronized void sample(long nanos, long total) {
        samples.addLast(new Sample(nanos, total));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /** Growth per second from the oldest sample of the window to now; 0 before there are two moments. */
    synchronized double perSecond(long nanos, long total) {
        Sample oldest = samples.peekFirst();
        if (oldest == null || nanos <= oldest.nanos()) {
            return 0;
        }
        double seconds = (nanos - oldest.nanos()) / 1e9;
        return Math.max(0, total - oldest.total()) / Math.max(seconds, 1);
    }
}
