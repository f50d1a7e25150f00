package io.truenow.infra.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a Redis server that may be away or slow: nobody waits longer than its patience, and one failure turns it off. A thread of its
 * own connects, and pings every {@link #PING_INTERVAL}, and turns it on again, at the earliest once a pause is over. While it is off nobody
 * else is to ask the server. Thread-safe; must be closed.
 */
public final class RedisLink implements AutoCloseable {

    static final Duration PING_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 8;

    /** How the server is. */
    public enum State {
        /** Not reached yet. */
        CONNECTING,
        /** It answers in time. */
        CONNECTED,
        /** It was reached before, and does not answer in time now. */
        AWAY
    }

    /**
     * What goes over a link.
     *
     * @param pingKey a key that is looked at to see whether the server answers
     * @param shared what is shared through it, for the log
     * @param without what becomes of it when the server is away, for the log
     */
    public record Use(String pingKey, String shared, String without) {}

    private final RedisAddress address;
    private final Use use;
    private final Duration patience;
    private final Duration pause;
    private final ScheduledExecutorService watch;
    private volatile State state = State.CONNECTING;
    private volatile long offNanos;
    private volatile @Nullable RedissonClient client;

    /**
     * A link that connects in the background.
     *
     * @param patience longest wait for the server
     * @param pause how long it stays off at least, once it was turned off
     */
    public RedisLink(RedisAddress address, Use use, Duration patience, Duration pause) {
        this.address = address;
        this.use = use;
        this.patience = patience;
        this.pause = pause;
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("truenow-redis-watch").factory());
        long every = Math.min(PING_INTERVAL.toMillis(), pause.isPositive() ? pause.toMillis() : Long.MAX_VALUE);
        watch.scheduleWithFixedDelay(this::look, 0, Math.max(1, every), TimeUnit.MILLISECONDS);
    }

    /** Whether the server may be asked. */
    public boolean isOn() {
        return state == State.CONNECTED;
    }

    /** How the server is now. */
    public State state() {
        return state;
    }

    /** Where the server is. */
    RedisAddress address() {
        return address;
    }

    /**
     * The client.
     *
     * @throws RedisException if there was no connection yet
     */
    public RedissonClient client() {
        RedissonClient connected = client;
        if (connected == null) {
            throw new RedisException("There is no connection yet.");
        }
        return connected;
    }

    /**
     * Waits for an answer, as long as the patience goes.
     *
     * @throws RuntimeException if there is none
     */
    public <T> T inTime(CompletableFuture<T> answer) {
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

    /** Turns the link off for a failure, unless the caller was interrupted. */
    public void failed(RuntimeException failure) {
        if (!Thread.currentThread().isInterrupted()) {
            offNanos = System.nanoTime();
            turn(State.AWAY, failure);
        }
    }

    private void turn(State to, @Nullable Throwable reason) {
        State from = state;
        state = to;
        if (from != to && to == State.CONNECTED) {
            LOG.info("Redis at [{}] answers; {} are shared through it.", address, use.shared());
        } else if (from != to) {
            LOG.warn(
                    "Redis at [{}] does not answer ({}); {}.",
                    address,
                    reason == null ? "closed" : reason.getClass().getSimpleName(),
                    use.without());
        }
    }

    /** One look at the server, on the watch's thread. */
    private void look() {
        if (state == State.AWAY && System.nanoTime() - offNanos < pause.toNanos()) {
            return;
        }
        try {
            RedissonClient connected = client;
            if (connected == null) {
                connected = connect();
                client = connected;
            }
            inTime(connected
                    .getBucket(use.pingKey(), ByteArrayCodec.INSTANCE)
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
