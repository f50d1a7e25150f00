package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.meter.DurationHistogram;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets statements work, at most so many at once and so many of a tenant; the others wait in one queue, by arrival shifted by priority, so
 * that none waits for ever. A tenant at its bound holds up only itself. Thread-safe.
 */
final class Admission {

    /** How often who waits looks whether its statement is cancelled or out of time. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final AdmissionSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of their arrival. */
    private final Set<Ticket> waiting = new LinkedHashSet<>();

    private final Map<String, Integer> byTenant = new HashMap<>();
    private final DurationHistogram waits = DurationHistogram.usual();
    private final LongAdder refused = new LongAdder();
    private int working;

    Admission(AdmissionSettings settings) {
        this.settings = settings;
    }

    /** A statement that waits. */
    private final class Ticket {
        final String tenant;
        final long orderNanos;
        final Condition turn = lock.newCondition();
        boolean in;

        Ticket(String tenant, long orderNanos) {
            this.tenant = tenant;
            this.orderNanos = orderNanos;
        }
    }

    /**
     * Waits until a statement may work. Each call that returns is followed by one of {@link #leave}.
     *
     * @param checkAlive throws if the statement is cancelled or out of time
     * @return nanoseconds that it waited
     * @throws TrueNowException {@link ErrorCode#OVERLOADED} if too many wait already or the wait was too long
     */
    long enter(String tenant, Priority priority, Runnable checkAlive) {
        lock.lock();
        try {
            if (hasRoom(tenant)) {
                take(tenant);
                return 0;
            }
            if (waiting.size() >= settings.maxWaiting()) {
                refused.increment();
                throw new TrueNowException(
                        ErrorCode.OVERLOADED,
                        "As many as [" + settings.maxWaiting()
                                + "] statements wait already (limit of waiting statements).");
            }
            return await(tenant, priority, checkAlive);
        } finally {
            lock.unlock();
        }
    }

    private long await(String tenant, Priority priority, Runnable checkAlive) {
        long began = System.nanoTime();
        Ticket ticket = new Ticket(tenant, began + priority.shiftNanos());
        waiting.add(ticket);
        boolean stays = false;
        try {
            while (!ticket.in) {
                checkAlive.run();
                if (System.nanoTime() - began > settings.maxWait().toNanos()) {
                    refused.increment();
                    throw new TrueNowException(
                            ErrorCode.OVERLOADED,
                            "The statement waited longer than ["
                                    + settings.maxWait().toMillis() + "] ms for its turn (limit of wait).");
                }
                ticket.turn.awaitNanos(LOOK_NANOS);
            }
            checkAlive.run();
            stays = true;
            long waited = System.nanoTime() - began;
            waits.add(waited / 1_000L);
            return waited;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new TrueNowException(ErrorCode.CANCELLED, "The statement was interrupted while it waited.", stop);
        } finally {
            if (!stays) {
                if (ticket.in) {
                    give(tenant);
                } else {
                    waiting.remove(ticket);
                }
            }
        }
    }

    /** A statement of a tenant no longer works. */
    void leave(String tenant) {
        lock.lock();
        try {
            give(tenant);
        } finally {
            lock.unlock();
        }
    }

    /** One place is free now, of all or of the tenant, so at most one of those who wait comes in. */
    private void give(String tenant) {
        working--;
        byTenant.merge(tenant, -1, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        Ticket next = next();
        if (next != null) {
            waiting.remove(next);
            take(next.tenant);
            next.in = true;
            next.turn.signal();
        }
    }

    private @Nullable Ticket next() {
        Ticket first = null;
        for (Ticket ticket : waiting) {
            if (hasRoom(ticket.tenant) && (first == null || ticket.orderNanos - first.orderNanos < 0)) {
                first = ticket;
            }
        }
        return first;
    }

    private void take(String tenant) {
        working++;
        byTenant.merge(tenant, 1, Integer::sum);
    }

    private boolean hasRoom(String tenant) {
        return working < settings.maxWorking() && byTenant.getOrDefault(tenant, 0) < settings.maxTenantWorking();
    }

    /** Statements that work. */
    int working() {
        lock.lock();
        try {
            return working;
        } finally {
            lock.unlock();
        }
    }

    /** Statements that wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Times that statements waited, of those that had to and were let in. */
    DurationHistogram waits() {
        return waits;
    }

    /** Statements that were refused because too many waited, or that waited too long. */
    long refused() {
        return refused.sum();
    }
}
