package io.truenow.command.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.truenow.events.access.Principal;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The buckets of one level: one for whomever it counts, made at the first event and forgotten once it is certainly full again, so that
 * forgetting one gives nothing away. Past the bound those that were seen least are forgotten too; whoever comes then begins with an empty
 * bucket and not with a full one. Only callers who are known have buckets. Thread-safe; never waits.
 */
final class LevelBuckets {

    /** Whom the global level counts. */
    private static final Object ALL = "all";

    private final LimitLevel level;
    private final int rate;
    private final long capacity;
    private final int maxBuckets;
    private final TimeMeter time;
    private final Cache<Object, Bucket> buckets;
    private final LongAdder taken = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder evicted = new LongAdder();

    private record Key(String tenant, String name) {}

    /** @param nanos the clock, in nanoseconds */
    LevelBuckets(LimitLevel level, LimitSettings settings, LongSupplier nanos) {
        this.level = level;
        this.rate = settings.rate(level);
        this.capacity = (long) (rate * settings.burst());
        this.maxBuckets = settings.maxBuckets();
        this.time = new Nanos(nanos);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxBuckets)
                .expireAfterAccess(Duration.ofMillis((long) Math.ceil(settings.burst() * 1_000)))
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

    int rate() {
        return rate;
    }

    /** Most events that pass at once. */
    long capacity() {
        return capacity;
    }

    /** Takes permits, all or none. */
    boolean take(Principal caller, int permits) {
        if (bucket(caller).tryConsume(permits)) {
            taken.add(permits);
            return true;
        }
        refused.add(permits);
        return false;
    }

    /** Takes permits back that were not used. */
    void giveBack(Principal caller, int permits) {
        bucket(caller).addTokens(permits);
        returned.add(permits);
    }

    /** Permits that a caller may take now. */
    long remaining(Principal caller) {
        return bucket(caller).getAvailableTokens();
    }

    /** Nanoseconds until a caller may take so many permits, if nobody takes any before. */
    long nanosUntil(Principal caller, int permits) {
        return bucket(caller).estimateAbilityToConsume(permits).getNanosToWaitForRefill();
    }

    private Bucket bucket(Principal caller) {
        Object counted = counted(caller);
        Bucket known = buckets.getIfPresent(counted);
        if (known != null) {
            return known;
        }
        boolean full = held() >= maxBuckets;
        return buckets.get(counted, c -> made(full ? 0 : capacity));
    }

    private Object counted(Principal caller) {
        return switch (level) {
            case KEY -> new Key(caller.tenant(), caller.name());
            case TENANT -> caller.tenant();
            case GLOBAL -> ALL;
        };
    }

    private Bucket made(long permits) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(capacity)
                        .refillGreedy(rate, Duration.ofSeconds(1))
                        .initialTokens(permits)
                        .build())
                .withCustomTimePrecision(time)
                .build();
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
