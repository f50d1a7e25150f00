package io.truenow.hottier.ingest;

import java.util.concurrent.Executor;

/** The one thread that writes checkpoints, injected, so that a simulation decides when it runs. {@link #close()} waits for its work. */
public interface CheckpointThread extends Executor, AutoCloseable {

    /** Runs work once a second, until it throws. */
    void everySecond(Runnable work);

    /** Whether the work of every second still runs. */
    boolean isRunning();

    @Override
    void close();

    /** A platform thread. */
    static CheckpointThread platform() {
        return new PlatformCheckpointThread();
    }
}
