package io.truenow.infra.embedded;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at servers at a fixed interval, for as long as it takes: brings back embedded ones, notices others that are away. */
public final class ServerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);

    private final ScheduledExecutorService executor;

    /** Looks at each server at the interval, on a thread of its own, so that one that hangs hides no other. */
    public ServerWatch(Duration interval, Runnable... looks) {
        executor = Executors.newScheduledThreadPool(
                looks.length,
                Thread.ofPlatform().daemon().name("truenow-server-watch-", 1).factory());
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
            LOG.warn("A server is still away: {}", e.getMessage());
        }
    }

    /** Ends the looking, after the look in hand. Close it before the servers. */
    @Override
    public void close() {
        executor.close();
    }
}
