package io.truenow.command.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.truenow.command.limit.port.LimitRate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A caller's bucket at a level: the one of this process, and in front of the shared one its lease. The own one always counts, so that it
 * is as full as it is to be when this process has to limit alone. Thread-safe; only {@link #takeShared} may wait.
 */
final class CallerBucket {

    private final LimitRate rate;
    private final Bucket own;
    private final @Nullable Lease lease;

    /** @param permits in it at first, as far as it holds so many */
    CallerBucket(LimitRate rate, long permits, TimeMeter time, @Nullable Lease lease) {
        this.rate = rate;
        this.lease = lease;
        this.own = Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(rate.capacity())
                        .refillGreedy(rate.perSecond(), Duration.ofSeconds(1))
                        .initialTokens(Math.min(permits, rate.capacity()))
                        .build())
                .withCustomTimePrecision(time)
                .build();
    }

    LimitRate rate() {
        return rate;
    }

    boolean takeOwn(long permits) {
        return own.tryConsume(permits);
    }

    void giveBackOwn(long permits) {
        own.addTokens(permits);
    }

    boolean takeShared(long permits) {
        return lease == null || lease.take(permits);
    }

    void giveBackShared(long permits) {
        if (lease != null) {
            lease.giveBack(permits);
        }
    }

    /** Permits that may be taken now. */
    long remaining() {
        long here = own.getAvailableTokens();
        return lease == null ? here : Math.min(here, lease.remaining());
    }

    /** Nanoseconds until so many permits may be taken, if nobody takes any before. */
    long nanosUntil(long permits) {
        long here = own.estimateAbilityToConsume(permits).getNanosToWaitForRefill();
        return lease == null ? here : Math.max(here, lease.nanosUntil(permits));
    }
}
