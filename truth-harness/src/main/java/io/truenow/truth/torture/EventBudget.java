package io.truenow.truth.torture;

import java.util.concurrent.TimeUnit;

/** A token bucket that bounds how many events go in batches, so that an hour's ledger fits into memory. Thread-safe. */
final class EventBudget {

    /** Events of batches in a second, over all clients. */
    static final int EVENTS_PER_SECOND = 1_000;

    /** Events that can be saved up. */
    static final int MOST = 4_000;

    private double tokens = MOST;
    private long sinceNanos;

    EventBudget(long nowNanos) {
        this.sinceNanos = nowNanos;
    }

    /** Takes some events out of it; false if there are not enough. */
    boolean take(int events) {
        return take(events, System.nanoTime());
    }

    synchronized boolean take(int events, long nowNanos) {
        double seconds = (nowNanos - sinceNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        sinceNanos = nowNanos;
        tokens = Math.min(MOST, tokens + seconds * EVENTS_PER_SECOND);
        if (tokens < events) {
            return false;
        }
        tokens -= events;
        return true;
    }
}
