package io.truenow.command.ingest;

/** A ticker that a test calls by hand. */
final class HandTicker implements Ticker {

    private Runnable tick = () -> {};
    private int millis;
    private volatile boolean ended;

    @Override
    public Runnable every(int period, Runnable what) {
        millis = period;
        tick = what;
        return () -> ended = true;
    }

    void tick() {
        tick.run();
    }

    int millis() {
        return millis;
    }

    boolean hasEnded() {
        return ended;
    }
}
