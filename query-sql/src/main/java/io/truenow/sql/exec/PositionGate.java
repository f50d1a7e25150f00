package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import io.truenow.events.meter.DurationHistogram;
import io.truenow.sql.port.AppliedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Holds statements back until the hot tier has applied the events that their callers know to be acknowledged, so that who has written reads
 * it. A statement whose events are applied passes with one volatile read a partition. Who waits is woken by the thread that applies the
 * log, and looks up every 20 ms only for cancellation and for what has stopped. Waits are bounded in number and in time. Thread-safe.
 */
public final class PositionGate {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final AppliedLog log;
    private final PositionSettings settings;
    private final Semaphore places;
    private final LongAdder timeouts = new LongAdder();
    private final DurationHistogram times = DurationHistogram.usual();

    /** A gate in front of what is applied of a log. */
    public PositionGate(AppliedLog log, PositionSettings settings) {
        this.log = log;
        this.settings = settings;
        this.places = new Semaphore(settings.maxWaiting());
    }

    private record Wanted(int partition, long offset) {}

    /**
     * Returns as soon as scans see everything up to a mark.
     *
     * @param alive throws when the caller has no more use for it
     * @throws TrueNowException {@code POSITION_TIMEOUT} after the longest wait; {@code SHARD_STOPPED} if it will never be applied;
     *     {@code OVERLOADED} if too many wait
     */
    public void await(LogMark mark, Runnable alive) {
        List<Wanted> missing = missing(mark);
        if (missing.isEmpty()) {
            return;
        }
        if (!places.tryAcquire()) {
            throw new TrueNowException(
                    ErrorCode.OVERLOADED,
                    "[" + settings.maxWaiting()
                            + "] statements wait for their positions already (limit of waiting statements).");
        }
        long begun = System.nanoTime();
        try {
            await(missing, begun, alive);
        } finally {
            places.release();
            times.add((System.nanoTime() - begun) / 1_000L);
        }
    }

    private List<Wanted> missing(LogMark mark) {
        List<Wanted> missing = new ArrayList<>();
        mark.each((partition, offset) -> {
            if (log.nextOffset(partition) <= offset) {
                missing.add(new Wanted(partition, offset));
            }
        });
        return missing;
    }

    private void await(List<Wanted> missing, long begun, Runnable alive) {
        CountDownLatch applied = new CountDownLatch(missing.size());
        List<Runnable> giveUp = new ArrayList<>();
        try {
            missing.forEach(
                    wanted -> giveUp.add(log.whenApplied(wanted.partition(), wanted.offset(), applied::countDown)));
            long limit = settings.longest().toNanos();
            boolean all = false;
            while (!all) {
                alive.run();
                requireGoingOn(missing);
                long left = limit - (System.nanoTime() - begun);
                if (left <= 0) {
                    timeouts.increment();
                    throw timeout(missing);
                }
                all = applied.await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrueNowException(ErrorCode.CANCELLED, "The wait for a position was interrupted.", e);
        } finally {
            giveUp.forEach(Runnable::run);
        }
    }

    private void requireGoingOn(List<Wanted> missing) {
        for (Wanted wanted : missing) {
            // The reason may quote a record of another tenant, and whoever asks may name any partition.
            boolean stopped = log.stopped(wanted.partition()) != null;
            if (stopped && log.nextOffset(wanted.partition()) <= wanted.offset()) {
                throw new TrueNowException(
                        ErrorCode.SHARD_STOPPED,
                        "The position [" + wanted.partition() + ":" + wanted.offset() + "] is not applied any more: "
                                + StoppedPartitions.sentence(wanted.partition()));
            }
        }
    }

    private TrueNowException timeout(List<Wanted> missing) {
        StringBuilder where = new StringBuilder();
        for (Wanted wanted : missing) {
            long next = log.nextOffset(wanted.partition());
            if (next <= wanted.offset()) {
                where.append(where.isEmpty() ? "" : ", ")
                        .append(wanted.partition())
                        .append(':')
                        .append(wanted.offset())
                        .append(next < 0 ? " (not read here)" : " (applied are those in front of " + next + ")");
            }
        }
        return new TrueNowException(
                ErrorCode.POSITION_TIMEOUT,
                "After [" + settings.longest().toMillis() + "] ms the log was not applied up to [" + where
                        + "] (limit of waits for a position).",
                null,
                "Ask again, or without the position; one of another log is never reached.",
                null);
    }

    /** Statements that wait now. */
    public int waiting() {
        return settings.maxWaiting() - places.availablePermits();
    }

    /** Most statements that wait at once. */
    public int limit() {
        return settings.maxWaiting();
    }

    /** Longest wait. */
    public Duration longest() {
        return settings.longest();
    }

    /** Waits that came to their limit of time. */
    public long timeouts() {
        return timeouts.sum();
    }

    /** How long statements waited, those that did. */
    public DurationHistogram times() {
        return times;
    }
}
