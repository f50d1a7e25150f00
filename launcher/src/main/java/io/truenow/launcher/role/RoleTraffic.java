package io.truenow.launcher.role;

import io.truenow.events.meter.DurationHistogram;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** The requests on a role's port since start, whatever they asked for. Thread-safe; adding never waits. */
public final class RoleTraffic {

    /** Classes of status codes, {@code 1xx} to {@code 5xx}. */
    public static final int CLASSES = 5;

    private final AtomicLongArray byClass = new AtomicLongArray(CLASSES);
    private final DurationHistogram times = DurationHistogram.usual();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private volatile IntSupplier connections = () -> 0;

    /** A request was answered; times in microseconds, bytes as they were on the wire. */
    public void answered(int status, long micros, long bytesIn, long bytesOut) {
        byClass.incrementAndGet(Math.clamp(status / 100 - 1, 0, CLASSES - 1));
        times.add(micros);
        received.add(Math.max(0, bytesIn));
        sent.add(Math.max(0, bytesOut));
    }

    void connections(IntSupplier now) {
        connections = now;
    }

    /** Requests whose answer had a status of a class, 1 to 5. */
    public long requests(int statusClass) {
        return byClass.get(statusClass - 1);
    }

    /** Requests that were answered. */
    public long requests() {
        return times.count();
    }

    /** Requests that were answered with 400 or above. */
    public long errors() {
        return requests(4) + requests(5);
    }

    /** Times from a request's first byte to the end of its answer. */
    public DurationHistogram times() {
        return times;
    }

    /** Bytes of bodies that came, as they were on the wire. */
    public long receivedBytes() {
        return received.sum();
    }

    /** Bytes of bodies that went, as they were on the wire. */
    public long sentBytes() {
        return sent.sum();
    }

    /** Open connections now; 0 while the port is closed. */
    public int connections() {
        return connections.getAsInt();
    }
}
