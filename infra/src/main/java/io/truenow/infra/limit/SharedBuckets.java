package io.truenow.infra.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.truenow.command.limit.port.LimitRate;
import io.truenow.command.limit.port.SharedPermits;
import io.truenow.events.time.MicroClock;
import io.truenow.infra.cache.RedisAddress;
import io.truenow.infra.cache.RedisLink;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of permits in a Redis server. It may be away, slow or emptied: a draw that fails or takes longer than the patience turns the way
 * to it off for a while, and meanwhile every draw answers at once that nobody can say. A key in Redis is {@code limit:LOG:RATE/CAPACITY:BUCKET},
 * and is gone soon after its bucket is full. Thread-safe; must be closed.
 */
public final class SharedBuckets implements SharedPermits, AutoCloseable {

    /** What each key begins with. */
    public static final String PREFIX = "limit:";

    /** Most returns of permits under way; further ones are lost. */
    private static final int MAX_RETURNS = 64;

    private final String log;
    private final RedisLink link;
    private final RedisBuckets buckets;
    private final Semaphore returns = new Semaphore(MAX_RETURNS);
    private final LongAdder draws = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder alone = new LongAdder();
    private final LongAdder lost = new LongAdder();

    /**
     * Buckets that connect in the background; until they have, nobody can say.
     *
     * @param log which log the processes are on, in words without spaces
     * @param patience longest wait for the server
     * @param pause how long this process limits alone at least, once the server did not answer in time
     * @param clock by which permits flow in; the same in all processes, more or less
     */
    public SharedBuckets(RedisAddress address, String log, Duration patience, Duration pause, MicroClock clock) {
        this.log = log;
        this.link = new RedisLink(
                address,
                new RedisLink.Use(PREFIX + "ping", "rate limits", "this process limits alone"),
                patience,
                pause);
        this.buckets = new RedisBuckets(link, clock);
    }

    @Override
    public @Nullable Draw draw(String bucket, LimitRate rate, long permits) {
        if (!link.isOn()) {
            alone.increment();
            return null;
        }
        draws.increment();
        try {
            ConsumptionProbe probe = link.inTime(proxy(bucket, rate).tryConsumeAndReturnRemaining(permits));
            return new Draw(probe.isConsumed(), probe.getRemainingTokens());
        } catch (RuntimeException failure) {
            failures.increment();
            alone.increment();
            link.failed(failure);
            return null;
        }
    }

    @Override
    public void giveBack(String bucket, LimitRate rate, long permits) {
        if (!link.isOn() || !returns.tryAcquire()) {
            lost.add(permits);
            return;
        }
        try {
            proxy(bucket, rate).addTokens(permits).whenComplete((done, failure) -> {
                returns.release();
                lost.add(failure == null ? 0 : permits);
            });
        } catch (RuntimeException failure) {
            returns.release();
            lost.add(permits);
        }
    }

    private AsyncBucketProxy proxy(String bucket, LimitRate rate) {
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(rate.capacity())
                        .refillGreedy(rate.perSecond(), Duration.ofSeconds(1))
                        .build())
                .build();
        String key = PREFIX + log + ":" + rate.perSecond() + "/" + rate.capacity() + ":" + bucket;
        return buckets.asAsync().builder().build(key, configuration);
    }

    /** Whether limits are shared now. */
    public boolean isShared() {
        return link.isOn();
    }

    /** Draws that asked the server. */
    public long draws() {
        return draws.sum();
    }

    /** Draws that the server did not answer in time. */
    public long failures() {
        return failures.sum();
    }

    /** Draws that were not answered, so that this process limited alone. */
    public long alone() {
        return alone.sum();
    }

    /** Permits that were to be given back and were not. */
    public long lost() {
        return lost.sum();
    }

    @Override
    public void close() {
        link.close();
    }
}
