package io.truenow.command.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.bucket4j.TimeMeter;
import io.truenow.command.limit.port.LimitRate;
import io.truenow.command.limit.port.SharedPermits;
import io.truenow.events.access.Principal;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one level: one for whomever it counts, made at the first event and forgotten once it is certainly full again, so that
 * forgetting one gives nothing away. Past the bound those that were seen least are forgotten too; whoever comes then begins with an empty
 * bucket and not with a full one. One whose rate changed begins with what was left in it. Only callers who are known have buckets.
 * Thread-safe; never waits.
 */
final class LevelBuckets {

    private final LimitLevel level;
    private final int maxBuckets;
    private final LongSupplier nanos;
    private final TimeMeter time;
    private final @Nullable SharedPermits shared;
    private final Cache<Counted, CallerBucket> buckets;
    private final LongAdder taken = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder evicted = new LongAdder();

    /** Whom a bucket counts; names that a level does not look at are empty. */
    private record Counted(String tenant, String name) {

        private static final Counted ALL = new Counted("", "");
    }

    /**
     * No bucket yet.
     *
     * @param nanos the clock, in nanoseconds
     * @param shared buckets of all processes; null if this one limits alone
     */
    LevelBuckets(LimitLevel level, int maxBuckets, LongSupplier nanos, @Nullable SharedPermits shared) {
        this.level = level;
        this.maxBuckets = maxBuckets;
        this.nanos = nanos;
        this.time = new Nanos(nanos);
        this.shared = shared;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxBuckets)
                .expireAfter(Expiry.<Counted, CallerBucket>accessing(
                        (who, bucket) -> Duration.ofNanos(bucket.rate().nanosToFill())))
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .evictionListener((key, bucket, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evicted.increment();
                    }
                })
                .build();
    }

    private record Nanos(LongSupplier nanos) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    LimitLevel level() {
        return level;
    }

    /** A caller's bucket. */
    CallerBucket bucket(Principal caller, LimitRate rate) {
        Counted counted = counted(caller);
        CallerBucket known = buckets.getIfPresent(counted);
        if (known != null && known.rate().equals(rate)) {
            return known;
        }
        boolean full = held() >= maxBuckets;
        return buckets.asMap().compute(counted, (who, found) -> {
            if (found == null) {
                return made(who, rate, full ? 0 : rate.capacity());
            }
            return found.rate().equals(rate) ? found : made(who, rate, found.remaining());
        });
    }

    private Counted counted(Principal caller) {
        return switch (level) {
            case KEY -> new Counted(caller.tenant(), caller.name());
            case TENANT -> new Counted(caller.tenant(), "");
            case GLOBAL -> Counted.ALL;
        };
    }

    private CallerBucket made(Counted who, LimitRate rate, long permits) {
        Lease lease = shared == null
                ? null
                : new Lease(level.label() + ":" + who.tenant() + ":" + who.name(), rate, shared, nanos);
        return new CallerBucket(rate, permits, time, lease);
    }

    void countTaken(int permits) {
        taken.add(permits);
    }

    void countReturned(int permits) {
        returned.add(permits);
    }

    void countRefused(int permits) {
        refused.add(permits);
    }

    /** Buckets that are held now. */
    long held() {
        if (buckets.estimatedSize() >= maxBuckets) {
            buckets.cleanUp();
        }
        return buckets.estimatedSize();
    }

    /** Permits that were taken, those with it that were given back. */
    long taken() {
        return taken.sum();
    }

    /** Permits that were taken and given back. */
    long returned() {
        return returned.sum();
    }

    /** Permits that were asked for and refused. */
    long refused() {
        return refused.sum();
    }

    /** Buckets that had to go although they were not known to be full. */
    long evicted() {
        return evicted.sum();
    }
}
