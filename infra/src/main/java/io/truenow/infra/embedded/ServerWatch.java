package io.truenow.infra.embedded;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an embedded server back that has died or given up: tries at a fixed interval, for as long as it takes. */
public final class ServerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("truenow-server-watch").factory());

    /** Looks at each server at the interval, one after the other; each look is cheap while the server runs. */
    public ServerWatch(Duration interval, Runnable... looks) {
        for (Runnable look : looks) {
            var unused = executor.scheduleWithFixedDelay(
                    () -> quietly(look), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void quietly(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | LinkageError | InternalError e) {
            // A mapped file that finds no room on its disk is an InternalError; it must not end the looking.
            LOG.warn("An embedded server is still away: {}", e.getMessage());
        }
    }

    /** Ends the looking, after the look in hand. Close it before the servers. */
    @Override
    public void close() {
        executor.close();
    }
}
