package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The bounded pool of platform threads that decode, so that scans cannot starve an acknowledgement. Thread-safe. */
final class DecodePool implements AutoCloseable {

    private final ThreadPoolExecutor pool;

    DecodePool(int threads, int queue) {
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name("decode-", 0).factory());
    }

    /**
     * Begins work.
     *
     * @throws TrueNowException {@code OVERLOADED} if too much is waiting
     */
    <T> Future<T> submit(Callable<T> work) {
        try {
            return pool.submit(work);
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
        pool.shutdownNow();
    }
}
