package io.truenow.command.limit;

import io.truenow.command.limit.port.LimitRate;
import io.truenow.command.limit.port.SharedPermits;
import io.truenow.command.limit.port.SharedPermits.Draw;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * This process's part of a bucket that is shared: permits drawn a hundredth of a second ahead, so that most requests cost no round trip.
 * What was drawn was taken, so all processes together never let more through than the bucket; what lies here unused is at most 1 % of a
 * second's permits for each process.
 *
 * <p>Between draws it knows the most that the bucket can hold, what it had left plus what flowed in since; a request that needs more is
 * refused without asking, as long as that is younger than {@link #TRUST_NANOS} (another process may give permits back). After a draw that
 * got less than was wished nobody asks for {@link #PAUSE_NANOS}. Threads that need the
 * same bucket wait for one draw. Thread-safe.
 */
final class Lease {

    /** Time between two draws from a bucket that had too few. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** How long it is believed what the bucket had left. */
    static final long TRUST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A lease holds a rate's permits of a second divided by this. */
    private static final int PARTS = 100;

    private static final double NANOS = 1e9;

    private final String bucket;
    private final LimitRate rate;
    private final SharedPermits store;
    private final LongSupplier clock;
    private final long ahead;
    private final ReentrantLock lock = new ReentrantLock();
    private long permits;
    private long left;
    private long askedNanos;
    private boolean scarce;

    /** @param clock in nanoseconds */
    Lease(String bucket, LimitRate rate, SharedPermits store, LongSupplier clock) {
        this.bucket = bucket;
        this.rate = rate;
        this.store = store;
        this.clock = clock;
        this.ahead = rate.perSecond() / PARTS;
        this.left = rate.capacity();
        this.askedNanos = clock.getAsLong();
    }

    /** Takes permits, all or none; also if the store does not answer, because then the process limits alone. */
    boolean take(long wanted) {
        lock.lock();
        try {
            if (permits < wanted && !refill(wanted - permits)) {
                return false;
            }
            permits = Math.max(0, permits - wanted);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean refill(long missing) {
        long now = clock.getAsLong();
        long most = now - askedNanos < TRUST_NANOS ? mostInBucket(now) : rate.capacity();
        if (missing > most || scarce && now - askedNanos < PAUSE_NANOS) {
            return false;
        }
        long wished = missing + ahead;
        long asked = Math.min(wished, most);
        Draw draw = store.draw(bucket, rate, asked);
        if (draw != null && !draw.granted() && draw.left() >= missing) {
            asked = Math.min(wished, draw.left());
            draw = store.draw(bucket, rate, asked);
        }
        if (draw == null) {
            left = rate.capacity();
            scarce = false;
            return true;
        }
        left = draw.left();
        askedNanos = now;
        scarce = !draw.granted() || asked < wished;
        permits += draw.granted() ? asked : 0;
        return draw.granted();
    }

    private long mostInBucket(long now) {
        double flowed = Math.max(0, now - askedNanos) / NANOS * rate.perSecond();
        return (long) Math.min(rate.capacity(), left + flowed);
    }

    /** Takes permits back; what is more than a lease holds goes to the store. */
    void giveBack(long returned) {
        long excess;
        lock.lock();
        try {
            permits += returned;
            excess = permits - ahead;
            if (excess > 0) {
                permits = ahead;
                left = Math.min(rate.capacity(), left + excess);
            }
        } finally {
            lock.unlock();
        }
        if (excess > 0) {
            store.giveBack(bucket, rate, excess);
        }
    }

    /** Most permits that there may be now. */
    long remaining() {
        lock.lock();
        try {
            return Math.min(rate.capacity(), permits + mostInBucket(clock.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until there may be so many permits, at least. */
    long nanosUntil(long wanted) {
        long missing = wanted - remaining();
        return missing <= 0 ? 0 : (long) Math.ceil(missing * NANOS / rate.perSecond());
    }
}
