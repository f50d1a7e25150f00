package io.truenow.hottier.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered tasks of a scan on the caller's thread and on helpers from a bounded pool of platform threads. The caller always takes
 * part, so a full pool slows a scan and never stops it. Thread-safe.
 */
final class ScanPool {

    /** A task; {@code worker} is from 0 to {@link #workers()} - 1 and no two running tasks of a call share it. */
    @FunctionalInterface
    interface Task {
        void run(int task, int worker);
    }

    private final ExecutorService executor;
    private final int workers;

    ScanPool(ExecutorService executor, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("A scan has at least one worker, not [" + workers + "].");
        }
        this.executor = executor;
        this.workers = workers;
    }

    int workers() {
        return workers;
    }

    /** Runs tasks 0 to {@code tasks - 1}; throws what the first failing one threw, after all running ones have ended. */
    void run(int tasks, Task task) {
        Call call = new Call(tasks, task);
        List<Future<?>> helpers = new ArrayList<>();
        for (int worker = 1; worker < Math.min(workers, tasks); worker++) {
            int number = worker;
            try {
                helpers.add(executor.submit(() -> call.work(number)));
            } catch (RejectedExecutionException full) {
                break;
            }
        }
        call.work(0);
        call.await();
        helpers.forEach(helper -> helper.cancel(false));
        call.rethrow();
    }

    private static final class Call {
        private final int tasks;
        private final Task task;
        private final AtomicInteger next = new AtomicInteger();
        private int done;
        private @Nullable Throwable failure;

        Call(int tasks, Task task) {
            this.tasks = tasks;
            this.task = task;
        }

        void work(int worker) {
            for (int number = next.getAndIncrement(); number < tasks; number = next.getAndIncrement()) {
                Throwable thrown = null;
                try {
                    if (!failed()) {
                        task.run(number, worker);
                    }
                } catch (Throwable t) {
                    thrown = t;
                }
                finished(thrown);
            }
        }

        private synchronized boolean failed() {
            return failure != null;
        }

        private synchronized void finished(@Nullable Throwable thrown) {
            if (failure == null) {
                failure = thrown;
            }
            done++;
            notifyAll();
        }

        /** Waits on through interrupts, because running tasks still read the snapshot; keeps the flag. */
        synchronized void await() {
            boolean interrupted = false;
            while (done < tasks) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        synchronized void rethrow() {
            switch (failure) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }
}
