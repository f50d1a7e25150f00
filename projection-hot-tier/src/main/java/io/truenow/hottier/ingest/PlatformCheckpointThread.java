package io.truenow.hottier.ingest;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread with a timer. Thread-safe. */
final class PlatformCheckpointThread implements CheckpointThread {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformCheckpointThread.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("hot-tier-checkpoint").daemon().factory());
    private volatile @Nullable Future<?> ticking;

    @Override
    public void execute(Runnable work) {
        thread.execute(work);
    }

    @Override
    public void everySecond(Runnable work) {
        ticking = thread.scheduleWithFixedDelay(work, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public boolean isRunning() {
        Future<?> now = ticking;
        return now != null && !now.isDone();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                LOG.warn("The checkpoint thread did not end within a minute.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
