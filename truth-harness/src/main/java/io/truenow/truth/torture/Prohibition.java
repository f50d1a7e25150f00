package io.truenow.truth.torture;

import java.util.concurrent.atomic.LongAdder;

/**
 * Something that the server must not take: events for a paused table, or with a revoked key. One that never is in force excuses refusals
 * and forbids nothing. Times are of {@link System#nanoTime}; what
 * has not happened yet is at the end of time. Thread-safe; one thread moves it on.
 */
final class Prohibition {

    /** How a request stands to a prohibition. */
    enum Standing {
        /** It must be taken. */
        FREE,
        /** It was under way while the server was told; either answer is right. */
        EITHER,
        /** It must be refused. */
        REFUSED
    }

    /** Name of what covers every request. */
    static final String EVERYTHING = "*";

    private final String thing;
    private final long asked;
    private final LongAdder refusals = new LongAdder();
    private volatile long inForce = Long.MAX_VALUE;
    private volatile long lifting = Long.MAX_VALUE;
    private volatile long lifted = Long.MAX_VALUE;

    /**
     * @param thing the table's name, or the key's id
     * @param asked before the server is told
     */
    Prohibition(String thing, long asked) {
        this.thing = thing;
        this.asked = asked;
    }

    /** The server has answered that it holds. */
    void inForce(long now) {
        inForce = now;
    }

    /** The server is about to be told that it holds no longer. */
    void lifting(long now) {
        lifting = now;
    }

    /** The server has answered that it holds no longer. */
    void lifted(long now) {
        lifted = now;
    }

    /** Whether it is of a thing. */
    boolean isOf(String other) {
        return thing.equals(other) || thing.equals(EVERYTHING);
    }

    /** How a request stands to it that was sent and answered at some times. */
    Standing over(long sent, long answered) {
        if (answered < asked || sent > lifted) {
            return Standing.FREE;
        }
        return sent > inForce && answered < lifting ? Standing.REFUSED : Standing.EITHER;
    }

    /** Counts an answer that it explains. */
    void refused() {
        refusals.increment();
    }

    /** Answers that it explains. */
    long refusals() {
        return refusals.sum();
    }
}
