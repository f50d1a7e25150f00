package io.truenow.infra.cache;

import io.truenow.sql.port.AnswerStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Answers in a Redis server, which processes on one log share. The server is disposable: it may be away, slow, emptied or hold other
 * people's values under our keys; then this store has nothing, and nobody waits longer than {@code patience} for it.
 *
 * <p>A look or a ping that fails or takes longer than {@code patience} turns the {@linkplain RedisLink way to the server} off; it turns
 * itself on again. While it is off nobody asks the server. Writes wait for nobody: past
 * {@link #MAX_WRITES} of them under way, further ones are left out. Thread-safe; must be closed.
 */
public final class SharedAnswers implements AnswerStore, AutoCloseable {

    /** What each key begins with; the rest is the key in hexadecimal digits. */
    public static final String PREFIX = "query:";

    /** Most writes under way. */
    static final int MAX_WRITES = 64;

    private final Duration timeToLive;
    private final Semaphore writes = new Semaphore(MAX_WRITES);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final RedisLink link;

    /**
     * A store that connects in the background; it has nothing until it has.
     *
     * @param timeToLive longest life of an answer
     * @param patience longest wait for the server
     */
    public SharedAnswers(RedisAddress address, Duration timeToLive, Duration patience) {
        this.timeToLive = timeToLive;
        this.link = new RedisLink(
                address,
                new RedisLink.Use(PREFIX + "ping", "answers", "queries go on without it"),
                patience,
                Duration.ZERO);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        if (!link.isOn()) {
            skipped.increment();
            return null;
        }
        byte[] found = null;
        try {
            found = link.inTime(bucket(key).getAsync().toCompletableFuture());
        } catch (RuntimeException failure) {
            failed(failure);
        }
        (found == null ? misses : hits).increment();
        return found;
    }

    @Override
    public void put(byte[] key, byte[] answer) {
        if (!link.isOn() || !writes.tryAcquire()) {
            skipped.increment();
            return;
        }
        try {
            bucket(key).setAsync(answer, timeToLive).whenComplete((done, failure) -> {
                writes.release();
                if (failure != null) {
                    failures.increment();
                }
            });
        } catch (RuntimeException failure) {
            writes.release();
            failures.increment();
        }
    }

    private RBucket<byte[]> bucket(byte[] key) {
        return link.client().getBucket(PREFIX + HexFormat.of().formatHex(key), ByteArrayCodec.INSTANCE);
    }

    /** A value of another type under our key is a miss; anything else means that the server is not well. */
    private void failed(RuntimeException failure) {
        failures.increment();
        boolean otherType = failure instanceof RedisException
                && failure.getMessage() != null
                && failure.getMessage().startsWith("WRONGTYPE");
        if (!otherType) {
            link.failed(failure);
        }
    }

    /** How the server is now. */
    RedisLink.State state() {
        return link.state();
    }

    /** Where the server is. */
    RedisAddress address() {
        return link.address();
    }

    /** Looks that found a value. */
    long hits() {
        return hits.sum();
    }

    /** Looks that found none, the failed ones with them. */
    long misses() {
        return misses.sum();
    }

    /** Looks and writes that failed. */
    long failures() {
        return failures.sum();
    }

    /** Looks and writes that were not tried, because the server was away or had too many writes to do. */
    long skipped() {
        return skipped.sum();
    }

    @Override
    public void close() {
        link.close();
    }
}
