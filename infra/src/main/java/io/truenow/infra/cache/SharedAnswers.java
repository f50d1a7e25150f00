package io.truenow.infra.cache;

import io.truenow.sql.port.AnswerStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in a Redis server, which processes on one log share. The server is disposable: it may be away, slow, emptied or hold other
 * people's values under our keys; then this store has nothing, and nobody waits longer than {@code patience} for it.
 *
 * <p>A look or a ping that fails or takes longer than {@code patience} turns the store off; a thread of its own connects, and pings every
 * {@link #PING_INTERVAL}, and turns it on again. While it is off nobody asks the server. Writes wait for nobody: past
 * {@link #MAX_WRITES} of them under way, further ones are left out. Thread-safe; must be closed.
 */
public final class SharedAnswers implements AnswerStore, AutoCloseable {

    /** What each key begins with; the rest is the key in hexadecimal digits. */
    public static final String PREFIX = "query:";

    static final Duration PING_INTERVAL = Duration.ofSeconds(1);

    /** Most writes under way. */
    static final int MAX_WRITES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 8;

    /** How the server is. */
    enum State {
        /** Not reached yet. */
        CONNECTING,
        /** It answers in time. */
        CONNECTED,
        /** It was reached before, and does not answer in time now. */
        AWAY
    }

    private final RedisAddress address;
    private final Duration timeToLive;
    private final Duration patience;
    private final Semaphore writes = new Semaphore(MAX_WRITES);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final ScheduledExecutorService watch;
    private volatile State state = State.CONNECTING;
    private volatile @Nullable RedissonClient client;

    /**
     * A store that connects in the background; it has nothing until it has.
     *
     * @param timeToLive longest life of an answer
     * @param patience longest wait for the server
     */
    public SharedAnswers(RedisAddress address, Duration timeToLive, Duration patience) {
        this.address = address;
        this.timeToLive = timeToLive;
        this.patience = patience;
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("truenow-redis-watch").factory());
        watch.scheduleWithFixedDelay(this::look, 0, PING_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        if (state != State.CONNECTED) {
            skipped.increment();
            return null;
        }
        byte[] found = null;
        try {
            found = inTime(bucket(key).getAsync().toCompletableFuture());
        } catch (RuntimeException failure) {
            failed(failure);
        }
        (found == null ? misses : hits).increment();
        return found;
    }

    @Override
    public void put(byte[] key, byte[] answer) {
        if (state != State.CONNECTED || !writes.tryAcquire()) {
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
        RedissonClient connected = client;
        if (connected == null) {
            throw new RedisException("There is no connection yet.");
        }
        return connected.getBucket(PREFIX + HexFormat.of().formatHex(key), ByteArrayCodec.INSTANCE);
    }

    private <T> T inTime(CompletableFuture<T> answer) {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            answer.cancel(false);
            throw new RedisException("No answer within " + patience.toMillis() + " ms.");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new RedisException(failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException("Interrupted.");
        }
    }

    /** A value of another type under our key is a miss; anything else means that the server is not well. */
    private void failed(RuntimeException failure) {
        failures.increment();
        boolean otherType = failure instanceof RedisException
                && failure.getMessage() != null
                && failure.getMessage().startsWith("WRONGTYPE");
        if (!otherType && !Thread.currentThread().isInterrupted()) {
            turn(State.AWAY, failure);
        }
    }

    private void turn(State to, @Nullable Throwable reason) {
        State from = state;
        state = to;
        if (from != to && to == State.CONNECTED) {
            LOG.info("Redis at [{}] answers; answers are shared through it.", address);
        } else if (from != to) {
            LOG.warn(
                    "Redis at [{}] does not answer ({}); queries go on without it.",
                    address,
                    reason == null ? "closed" : reason.getClass().getSimpleName());
        }
    }

    /** One look at the server, on the watch's thread. */
    private void look() {
        try {
            RedissonClient connected = client;
            if (connected == null) {
                connected = connect();
                client = connected;
            }
            inTime(connected
                    .getBucket(PREFIX + "ping", ByteArrayCodec.INSTANCE)
                    .isExistsAsync()
                    .toCompletableFuture());
            turn(State.CONNECTED, null);
        } catch (RuntimeException failure) {
            if (client == null) {
                LOG.debug("Redis at [{}] is not there yet.", address, failure);
            } else {
                turn(State.AWAY, failure);
            }
        }
    }

    private RedissonClient connect() {
        Config config = new Config();
        config.setCodec(ByteArrayCodec.INSTANCE).setThreads(2).setNettyThreads(2);
        config.useSingleServer()
                .setAddress(address.uri().toString())
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setRetryAttempts(0)
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setSubscriptionConnectionPoolSize(1)
                .setDnsMonitoringInterval(-1);
        return Redisson.create(config);
    }

    /** How the server is now. */
    State state() {
        return state;
    }

    /** Where the server is. */
    RedisAddress address() {
        return address;
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
        watch.shutdownNow();
        try {
            watch.awaitTermination(CONNECT_TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = State.AWAY;
        RedissonClient connected = client;
        if (connected != null) {
            connected.shutdown(0, CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
