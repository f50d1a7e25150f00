package io.truenow.truth.simulation;

import io.truenow.hottier.ingest.CheckpointThread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/** One simulated thread of a process that does its work in order: seals segments, or writes checkpoints. */
final class SerialThread implements CheckpointThread {

    private static final long SECOND_MICROS = 1_000_000;

    private final Incarnation process;
    private final Scheduler scheduler;
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Thread thread;
    private boolean closed;
    private boolean ended;

    SerialThread(Incarnation process, Scheduler scheduler) {
        this.process = process;
        this.scheduler = scheduler;
        this.thread = process.start(this::run);
    }

    private void run() {
        while (!closed || !work.isEmpty()) {
            process.requireAlive();
            Runnable next = work.poll();
            if (next == null) {
                scheduler.park();
            } else {
                scheduler.pass();
                next.run();
            }
        }
        ended = true;
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        work.add(task);
        LockSupport.unpark(thread);
    }

    @Override
    public void everySecond(Runnable task) {
        scheduler.after(SECOND_MICROS, () -> {
            if (!closed && !process.isDead()) {
                execute(task);
                everySecond(task);
            }
        });
    }

    @Override
    public boolean isRunning() {
        return !closed;
    }

    /** Waits for the work that is there. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        while (!ended) {
            process.requireAlive();
            scheduler.sleep(100);
        }
    }
}
