package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.infra.cache.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * Redis is missing at the start, comes, dies, is slow and is emptied, while the product is asked and takes events: no answer changes, no
 * query waits for it, no event is refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisLossIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long T0 = 1_754_772_362_000_000L;
    private static final int EVENTS = 200;
    private static final long LATE = T0 + 3_600_000_000L;
    private static final List<String> QUESTIONS = List.of(
            "",
            ",\"group_by\":[\"region\"]",
            ",\"group_by\":[\"product\"]",
            ",\"group_by\":[\"region\",\"product\"],\"aggregate\":\"sum\",\"metric\":\"revenue\"",
            ",\"filters\":{\"region\":\"r1\"},\"aggregate\":\"max\",\"metric\":\"revenue\"",
            ",\"filters\":{\"region\":\"r2\"},\"group_by\":[\"product\"]",
            ",\"interval\":\"1m\"",
            ",\"interval\":\"1m\",\"group_by\":[\"region\"]");

    private RedisServer redis;
    private Product product;
    private List<JsonNode> expected;

    @BeforeAll
    void start() {
        redis = RedisServer.unstarted();
        product = Product.start("redis", Map.of("REDIS_ADDR", redis.address(), "QUERY_API_CACHE_TTL", "600"));
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            events.append(i == 0 ? "" : ",").append(event("e" + i, T0 + i * 1_000_000L, i));
        }
        Answer answer = product.post(
                8088, "/v1/batch", "{\"namespace\":\"shop\",\"table\":\"fixed\",\"events\":[" + events + "]}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        Await.until(
                "all events are there",
                SOON,
                () -> ask("", LATE).path("results").path(0).path("count").asInt() == EVENTS);
        expected = answers(LATE).stream().map(a -> a.path("results")).toList();
    }

    @AfterAll
    void end() {
        if (product != null) {
            product.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    @Order(1)
    void theProductStartsWithoutRedisAndFindsItWhenItComes() {
        assertThat(state().path("state").asString()).isEqualTo("connecting");
        redis.start();
        awaitState("connected");
    }

    @Test
    @Order(2)
    void noAnswerChangesAndNoEventIsRefusedWhileRedisDiesAndIsSlow() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong sent = new AtomicLong();
        AtomicLong accepted = new AtomicLong();
        List<Long> waits = new ArrayList<>();
        try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            client.submit(() -> {
                while (!stop.get()) {
                    String one = "{\"namespace\":\"shop\",\"table\":\"moving\","
                            + event("m" + sent.get(), T0, 1).substring(1);
                    accepted.addAndGet(product.post(8088, "/v1/ingest", one).status() == 202 ? 1 : 0);
                    sent.incrementAndGet();
                }
            });
            askFor(Duration.ofSeconds(1), waits);
            redis.kill();
            askFor(Duration.ofSeconds(3), waits);
            awaitState("away");
            redis.start();
            awaitState("connected");
            redis.pause(Duration.ofSeconds(2));
            askFor(Duration.ofSeconds(3), waits);
            awaitState("connected");
            redis.command("FLUSHALL");
            askFor(Duration.ofSeconds(1), waits);
            stop.set(true);
        }
        waits.sort(null);
        long p99 = waits.get(waits.size() * 99 / 100);
        System.out.printf(
                "[redis] %d queries, p99 %.1f ms, slowest %.1f ms; %d of %d events accepted%n",
                waits.size(), p99 / 1e6, waits.getLast() / 1e6, accepted.get(), sent.get());
        assertThat(p99).isLessThan(Duration.ofSeconds(1).toNanos());
        assertThat(accepted.get())
                .isGreaterThanOrEqualTo(sent.get() * 999 / 1000)
                .isPositive();
    }

    private void askFor(Duration time, List<Long> waits) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            product.post(8081, "/v1/query", question("moving", LATE, "")).json();
            waits.add(System.nanoTime() - begin);
            for (int i = 0; i < QUESTIONS.size(); i++) {
                begin = System.nanoTime();
                JsonNode answer = ask(QUESTIONS.get(i), LATE);
                waits.add(System.nanoTime() - begin);
                assertThat(answer.path("results")).as(QUESTIONS.get(i)).isEqualTo(expected.get(i));
            }
        }
    }

    private List<JsonNode> answers(long end) {
        return QUESTIONS.stream().map(q -> ask(q, end)).toList();
    }

    private JsonNode ask(String fields, long end) {
        Answer answer = product.post(8081, "/v1/query", question("fixed", end, fields));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static String question(String table, long end, String fields) {
        return "{\"namespace\":\"shop\",\"table\":\"" + table + "\",\"start_time\":0,\"end_time\":" + end + fields
                + "}";
    }

    private JsonNode state() {
        return product.get(8081, "/status").json().path("answer_cache").path("redis");
    }

    private void awaitState(String state) {
        Await.until("Redis is " + state, SOON, () -> state().path("state")
                .asString("")
                .equals(state));
    }

    private static String event(String id, long timeMicros, int n) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":" + timeMicros + ",\"dimensions\":{\"region\":\"r" + n % 3
                + "\",\"product\":\"p" + n % 7 + "\"},\"metrics\":{\"revenue\":" + n / 4.0 + "}}";
    }
}
