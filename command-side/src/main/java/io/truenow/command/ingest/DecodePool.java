package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/** Decoding on bounded threads that are given (see {@link DoorThreads}); {@link #close()} ends them. Thread-safe. */
final class DecodePool implements AutoCloseable {

    private final Executor pool;

    DecodePool(Executor pool) {
        this.pool = pool;
    }

    /**
     * Begins work.
     *
     * @throws TrueNowException {@code OVERLOADED} if too much is waiting
     */
    <T> Future<T> submit(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        try {
            pool.execute(task);
            return task;
        } catch (RejectedExecutionException e) {
            throw new TrueNowException(ErrorCode.OVERLOADED, "Too many requests wait to be decoded.", e);
        }
    }

    /** Waits for work and answers what it answers, or throws what it threw. */
    static <T> T await(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new TrueNowException(ErrorCode.INTERNAL, "A request could not be decoded.", e.getCause());
        } catch (InterruptedException e) {
            work.cancel(true);
            Thread.currentThread().interrupt();
            throw new TrueNowException(ErrorCode.CANCELLED, "The request was interrupted.", e);
        }
    }

    @Override
    public void close() {
        if (pool instanceof ExecutorService service) {
            service.shutdownNow();
        }
    }
}
