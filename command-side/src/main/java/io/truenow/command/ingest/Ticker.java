package io.truenow.command.ingest;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls something again and again; injected, so that a test calls by hand. */
@FunctionalInterface
public interface Ticker {

    /** Never calls: for where no client ever pauses. */
    Ticker NEVER = (millis, tick) -> () -> {};

    /**
     * Begins to call, one call after the other.
     *
     * @param millis from the begin of one call to the next
     * @param tick short, and throws nothing
     * @return ends it
     */
    Runnable every(int millis, Runnable tick);

    /** Calls on a platform thread of its own. */
    static Ticker onThread(String name) {
        return (millis, tick) -> {
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name(name).factory());
            var unused = timer.scheduleAtFixedRate(tick, millis, millis, TimeUnit.MILLISECONDS);
            return timer::shutdownNow;
        };
    }
}
