package io.truenow.infra.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.truenow.sql.port.AnswerStore;
import io.truenow.sql.port.AnswerStoreContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedAnswersIT extends AnswerStoreContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final byte[] KEY = {1, 2, 3};
    private static final byte[] ANSWER = "answer".getBytes(StandardCharsets.UTF_8);
    private static RedisServer redis;

    private final List<SharedAnswers> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = RedisServer.started();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
    }

    @AfterEach
    void close() {
        opened.forEach(SharedAnswers::close);
    }

    @Override
    protected AnswerStore emptyStore(Duration timeToLive) {
        return connected(timeToLive);
    }

    @Override
    protected void letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() > end);
    }

    private SharedAnswers opened(RedisServer server, Duration timeToLive) {
        SharedAnswers store = new SharedAnswers(RedisAddress.parse(server.address()), timeToLive, PATIENCE);
        opened.add(store);
        return store;
    }

    private SharedAnswers connected(Duration timeToLive) {
        SharedAnswers store = opened(redis, timeToLive);
        until(store, RedisLink.State.CONNECTED);
        return store;
    }

    private static void until(SharedAnswers store, RedisLink.State state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> store.state() == state);
    }

    private static void put(SharedAnswers store) {
        store.put(KEY, ANSWER);
        await().atMost(Duration.ofSeconds(5)).until(() -> store.get(KEY) != null);
    }

    @Test
    void anotherProcessReadsTheAnswerUnderTheDocumentedPrefix() {
        put(connected(MINUTE));
        assertThat(connected(MINUTE).get(KEY)).isEqualTo(ANSWER);
        assertThat(redis.command("GET", "query:010203")).contains("answer");
        assertThat(redis.command("TTL", "query:010203").strip()).isIn(":60", ":59");
    }

    @Test
    void aValueOfAnotherTypeIsNothingAndTheStoreStaysOn() {
        SharedAnswers store = connected(MINUTE);
        redis.command("RPUSH", "query:" + HexFormat.of().formatHex(KEY), "a", "b");
        assertThat(store.get(KEY)).isNull();
        assertThat(store.failures()).isEqualTo(1);
        assertThat(store.state()).isEqualTo(RedisLink.State.CONNECTED);
        put(store);
    }

    @Test
    void whatWasFlushedIsNothing() {
        SharedAnswers store = connected(MINUTE);
        put(store);
        redis.command("FLUSHALL");
        assertThat(store.get(KEY)).isNull();
        put(store);
    }

    @Test
    void aServerThatIsNotThereHoldsNobodyUpAndIsFoundWhenItComes() {
        try (RedisServer late = RedisServer.unstarted()) {
            SharedAnswers store = opened(late, MINUTE);
            long begin = System.nanoTime();
            store.put(KEY, ANSWER);
            assertThat(store.get(KEY)).isNull();
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
            assertThat(store.state()).isEqualTo(RedisLink.State.CONNECTING);
            assertThat(store.skipped()).isEqualTo(2);
            late.start();
            until(store, RedisLink.State.CONNECTED);
            put(store);
        }
    }

    @Test
    void aKilledServerCostsOneWaitAtMostAndComesBackByItself() {
        try (RedisServer own = RedisServer.started()) {
            SharedAnswers store = opened(own, MINUTE);
            until(store, RedisLink.State.CONNECTED);
            put(store);
            own.kill();
            List<Long> waits = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                long begin = System.nanoTime();
                assertThat(store.get(KEY)).isNull();
                waits.add(System.nanoTime() - begin);
            }
            assertThat(store.state()).isEqualTo(RedisLink.State.AWAY);
            assertThat(waits.stream().filter(w -> w > PATIENCE.toNanos() / 2).count())
                    .isLessThanOrEqualTo(1);
            assertThat(waits).allMatch(w -> w < PATIENCE.toNanos() * 2);
            own.start();
            until(store, RedisLink.State.CONNECTED);
            put(store);
        }
    }

    @Test
    void aSlowServerCostsOneWaitAndIsAskedAgainWhenItAnswers() {
        SharedAnswers store = connected(MINUTE);
        put(store);
        redis.pause(Duration.ofSeconds(2));
        long begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            store.get(KEY);
            store.put(KEY, ANSWER);
        }
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(store.state()).isEqualTo(RedisLink.State.AWAY);
        until(store, RedisLink.State.CONNECTED);
        assertThat(store.get(KEY)).isEqualTo(ANSWER);
    }
}
