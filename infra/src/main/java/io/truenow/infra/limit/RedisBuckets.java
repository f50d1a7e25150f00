package io.truenow.infra.limit;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.truenow.events.time.MicroClock;
import io.truenow.infra.cache.RedisLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.redisson.api.RScript;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Bucket4j's buckets in a Redis server, through Redisson: a bucket is its state in bytes under a key, read, worked out here and written if
 * nobody else wrote meanwhile; two round trips a draw. Bucket4j's own part for Redisson is not published for its present version, and
 * leans on what Redisson keeps to itself. A bucket expires a second after it is full again. Asynchronous only. Thread-safe.
 */
final class RedisBuckets extends AbstractCompareAndSwapBasedProxyManager<String> {

    /** Longer than a draw; one that had its state changed by others so often does not come through in time. */
    private static final int MAX_RETRIES = 16;

    private static final Duration KEPT_WHEN_FULL = Duration.ofSeconds(1);

    private static final String SWAP =
            "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3]); return 1"
                    + " else return 0 end";
    private static final String FIRST =
            "if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then return 1 else return 0 end";

    private final RedisLink link;
    private final ExpirationAfterWriteStrategy expiry =
            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL);

    private final MicroClock clock;

    RedisBuckets(RedisLink link, MicroClock clock) {
        super(ClientSideConfig.getDefault().withMaxRetries(MAX_RETRIES).withClientClock(new WallClock(clock)));
        this.link = link;
        this.clock = clock;
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
        throw new UnsupportedOperationException("A bucket in Redis is asked without waiting.");
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
        return new Swap(key);
    }

    /** The time that processes agree on, more or less; one that is ahead gives permits early, and once only. */
    private record WallClock(MicroClock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.nowMicros() * 1_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    private final class Swap implements AsyncCompareAndSwapOperation {

        private final String key;

        Swap(String key) {
            this.key = key;
        }

        @Override
        public CompletableFuture<Optional<byte[]>> getStateData(Optional<Long> timeout) {
            return link.client()
                    .<byte[]>getBucket(key, ByteArrayCodec.INSTANCE)
                    .getAsync()
                    .<Optional<byte[]>>thenApply(Optional::ofNullable)
                    .toCompletableFuture();
        }

        @Override
        public CompletableFuture<Boolean> compareAndSwap(
                byte[] before, byte[] after, RemoteBucketState state, Optional<Long> timeout) {
            long now = clock.nowMicros() * 1_000;
            byte[] life =
                    Long.toString(expiry.calculateTimeToLiveMillis(state, now)).getBytes(StandardCharsets.US_ASCII);
            RScript script = link.client().getScript(ByteArrayCodec.INSTANCE);
            Object[] values = before == null ? new Object[] {after, life} : new Object[] {before, after, life};
            return script.<Boolean>evalAsync(
                            RScript.Mode.READ_WRITE,
                            before == null ? FIRST : SWAP,
                            RScript.ReturnType.BOOLEAN,
                            List.of(key),
                            values)
                    .toCompletableFuture();
        }
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
        return link.client()
                .getBucket(key, ByteArrayCodec.INSTANCE)
                .deleteAsync()
                .<Void>thenApply(gone -> null)
                .toCompletableFuture();
    }

    @Override
    public void removeProxy(String key) {
        throw new UnsupportedOperationException("A bucket in Redis is asked without waiting.");
    }

    @Override
    public boolean isAsyncModeSupported() {
        return true;
    }
}
