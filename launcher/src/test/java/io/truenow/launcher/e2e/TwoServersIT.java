package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.truenow.launcher.cli.OutsideServers;
import io.truenow.truth.torture.OutsideParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Two servers on one log and one catalogue: each takes and answers everything, and what one is told the other obeys within seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoServersIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String KEYS = "/api/v1/api-keys";

    private OutsideParts parts;
    private Product first;
    private Product second;

    @BeforeAll
    void start() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Product.home().resolve("launcher/target/e2e")), "outside-");
        Path jar = Files.copy(Product.home().resolve("launcher/target/truenow.jar"), folder.resolve("truenow.jar"));
        parts = OutsideServers.of(jar, folder, PortOffset.free());
        parts.start();
        Map<String, String> environment = new HashMap<>(parts.environment());
        environment.put("TRUENOW_SHARED", "true");
        first = Product.start("first", environment);
        second = Product.start("second", environment);
    }

    @AfterAll
    void end() {
        second.close();
        first.close();
        parts.close();
    }

    private static JsonNode json(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return answer.json();
    }

    private JsonNode key(String name, String role) {
        return json(first.post(8080, KEYS, "{\"name\":\"" + name + "\",\"role\":\"" + role + "\"}"), 201);
    }

    private static String text(JsonNode key) {
        return key.path("api_key").stringValue();
    }

    private static Answer call(Product server, Operation operation, String key) {
        return server.method(
                operation.method(),
                operation.port(),
                operation.path(),
                operation.newBody(),
                "Authorization",
                "Bearer " + key);
    }

    private static int stats(Product server, String key) {
        return server.get(8081, "/v1/stats", "Authorization", "Bearer " + key).status();
    }

    private static String event(String id, String more) {
        return "{\"namespace\":\"both\",\"table\":\"seen\",\"event_id\":\"" + id
                + "\",\"event_time\":1795132800000000,\"dimensions\":{\"a\":\"1\"" + more + "}}";
    }

    private static String sql(Product server, String statement) {
        Answer answer = server.post(8081, "/v1/sql", "{\"sql\":\"" + statement + "\"}");
        return answer.status() == 200 ? answer.json().path("rows").toString() : "refused " + answer;
    }

    /** Both see the same as soon as each has applied what the other took. */
    private void awaitBoth(String statement, String rows) {
        for (Product server : List.of(first, second)) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sql(server, statement)).isEqualTo(rows));
        }
    }

    /** The table is made, widened and fed by both at once; an event that both take counts once. */
    @Test
    @Order(1)
    void bothTakeEventsAndAnEventThatBothTakeCountsOnce() throws Exception {
        int events = 200;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                for (Product server : List.of(first, second)) {
                    String body = event("e" + i, ",\"c" + i % 7 + "\":\"x\"");
                    answers.add(clients.submit(
                            () -> server.post(8088, "/v1/ingest", body).status()));
                }
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(202);
            }
        }
        awaitBoth(
                "SELECT COUNT(*), COUNT(DISTINCT event_id), COUNT(c0), COUNT(c6) FROM both.seen", "[[200,200,29,28]]");
        awaitBoth(
                "SELECT SUM(logged) - SUM(stored) - SUM(duplicates) - SUM(conflicting), SUM(stored) FROM sys.ingest_audit WHERE \\\"table\\\" = 'seen'",
                "[[0,200]]");
        for (Product server : List.of(first, second)) {
            assertThat(server.truenow("verify", "--table", "both.seen").out()).contains("equal: 1 tables equal");
        }
    }

    /** Each operation with a key of its own, since who guesses is held up. */
    @Test
    @Order(2)
    void aKeyThatOneRevokesIsRefusedByBothOnEveryRoute() {
        List<JsonNode> keys = new ArrayList<>();
        for (int i = 0; i < Operation.ALL.size(); i++) {
            keys.add(key("matrix " + i, "admin"));
        }
        await().atMost(SOON).until(() -> stats(second, text(keys.getLast())) == 200);
        long longest = 0;
        for (int i = 0; i < keys.size(); i++) {
            Operation operation = Operation.ALL.get(i);
            String key = text(keys.get(i));
            for (Product server : List.of(first, second)) {
                assertThat(call(server, operation, key).status())
                        .as("%s %s", server, operation)
                        .isNotEqualTo(401);
            }
            assertThat(first.method(
                                    "DELETE",
                                    8080,
                                    KEYS + "/" + keys.get(i).path("key_id").stringValue())
                            .status())
                    .isEqualTo(204);
            long revoked = System.nanoTime();
            assertThat(call(first, operation, key).status()).as("%s", operation).isEqualTo(401);
            await().atMost(Duration.ofSeconds(5))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> call(second, operation, key).status() == 401);
            longest = Math.max(longest, System.nanoTime() - revoked);
        }
        System.out.printf(
                "[two servers] %d operations, a revoked key refused by the other after at most %d ms%n",
                keys.size(), TimeUnit.NANOSECONDS.toMillis(longest));
    }

    @Test
    @Order(3)
    void anOpenConnectionOfTheOtherServerEndsWithTheKey() throws SQLException {
        JsonNode key = key("jdbc", "reader");
        await().atMost(SOON).until(() -> stats(second, text(key)) == 200);
        try (Connection connection =
                DriverManager.getConnection("jdbc:truenow://127.0.0.1:" + second.port(8765) + "?key=" + text(key))) {
            assertThat(Sql.count(connection, "SELECT COUNT(*) FROM both.seen")).isEqualTo(200);
            first.method("DELETE", 8080, KEYS + "/" + key.path("key_id").stringValue());
            await().atMost(Duration.ofSeconds(5)).until(() -> stats(second, text(key)) == 401);
            assertThatThrownBy(() -> Sql.count(connection, "SELECT COUNT(*) FROM both.seen"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    @Order(4)
    void aRotatedKeyFailsOnNeitherInTheOverlap() throws Exception {
        JsonNode key = key("rotated", "reader");
        await().atMost(SOON).until(() -> stats(second, text(key)) == 200);
        AtomicBoolean going = new AtomicBoolean(true);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> asked = new ArrayList<>();
            for (Product server : List.of(first, second)) {
                asked.add(clients.submit(() -> {
                    int n = 0;
                    while (going.get()) {
                        assertThat(stats(server, text(key))).isEqualTo(200);
                        n++;
                    }
                    return n;
                }));
            }
            JsonNode rotated = null;
            for (int i = 0; i < 5; i++) {
                rotated = json(
                        first.post(
                                8080,
                                KEYS + "/" + key.path("key_id").stringValue() + "/rotate",
                                "{\"overlap_seconds\":3600}"),
                        200);
                String text = text(rotated);
                assertThat(stats(first, text)).isEqualTo(200);
                await().atMost(Duration.ofSeconds(5)).until(() -> stats(second, text) == 200);
            }
            going.set(false);
            for (Future<Integer> n : asked) {
                assertThat(n.get()).isPositive();
            }
        }
    }

    @Test
    @Order(5)
    void whatOneIsToldOfAStreamTheOtherObeys() {
        JsonNode schema = json(
                first.post(
                        8080,
                        "/api/v1/schemas",
                        "{\"name\":\"bound\",\"namespace\":\"both\",\"definition\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}}"),
                201);
        JsonNode stream = json(
                first.post(
                        8080,
                        "/api/v1/streams",
                        "{\"name\":\"bound\",\"schema_id\":\""
                                + schema.path("schema_id").stringValue() + "\"}"),
                201);
        String path = "/api/v1/streams/" + stream.path("stream_id").stringValue();
        // At once, when the other server may not have heard of the table: it learns from the table that it is bound.
        Answer misfit = second.post(
                8088,
                "/v1/ingest",
                "{\"namespace\":\"both\",\"table\":\"bound\",\"event_id\":\"1\",\"event_time\":1795132800000000,\"metrics\":{\"n\":1.5}}");
        assertThat(misfit.status()).as("%s", misfit).isIn(400, 503);
        await().atMost(SOON).until(() -> second.get(8080, path).status() == 200);

        json(first.method("PATCH", 8080, path, "{\"status\":\"paused\"}", "Content-Type", "application/json"), 200);
        await().atMost(Duration.ofSeconds(5)).until(() -> second.get(8080, path)
                .json()
                .path("status")
                .stringValue()
                .equals("paused"));
        assertThat(second.post(
                                8088,
                                "/v1/ingest",
                                "{\"namespace\":\"both\",\"table\":\"bound\",\"event_id\":\"2\",\"event_time\":1795132800000000,\"metrics\":{\"n\":2}}")
                        .status())
                .isEqualTo(409);
        awaitBoth("SELECT COUNT(*) FROM both.bound", "[[0]]");
        json(second.method("DELETE", 8080, path), 200);
        for (Product server : List.of(first, second)) {
            await().atMost(SOON).until(() -> server.get(8080, path)
                    .json()
                    .path("status")
                    .stringValue()
                    .equals("deleted"));
        }
    }

    @Test
    @Order(6)
    void oneThatIsKilledMissesNothing() {
        first.kill9();
        for (int i = 0; i < 20; i++) {
            second.ingest(event("later" + i, ",\"new\":\"y\""));
        }
        first.start();
        awaitBoth("SELECT COUNT(*), COUNT(\\\"new\\\") FROM both.seen", "[[220,20]]");
        first.ingest(event("last", ""));
        awaitBoth("SELECT COUNT(*) FROM both.seen", "[[221]]");
    }

    @Test
    @Order(7)
    void oneThatDoesNotShareIsRefused() {
        Product alone = Product.unstarted("alone", parts.environment());
        try {
            alone.begin();
            Await.until("it ends", SOON, () -> !alone.isRunning());
            assertThat(alone.isReady()).isFalse();
            assertThat(alone.outputText()).contains("truenow: Another TrueNow server (", "TRUENOW_SHARED=true");
        } finally {
            alone.close();
        }
    }
}
