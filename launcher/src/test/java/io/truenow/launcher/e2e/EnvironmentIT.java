package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Each documented variable of the roles that are built, set, and its effect seen through a door (ruling 30). Those of external parts are
 * set by {@link ExternalPartsIT} and {@link RedisLossIT}; those without an effect yet say so in {@code docs/configuration.md}.
 */
class EnvironmentIT {

    private static final int GATEWAY = 8071;
    private static final int QUERY = 8072;
    private static final int HOT_TIER = 8073;
    private static final int CONTROL = 8074;
    private static final int WIDE_EVENTS = 150_000;
    private static final String WIDE =
            "{\"namespace\":\"env\",\"table\":\"wide\",\"start_time\":0,\"end_time\":4102444800000000,\"aggregate\":\"count\"}";

    private static String event(String id, String dimensions, String metrics) {
        return "{\"namespace\":\"env\",\"table\":\"events\",\"event_id\":\"" + id + "\",\"event_time\":"
                + Instant.now().toEpochMilli() * 1_000 + ",\"dimensions\":{" + dimensions + "},\"metrics\":{" + metrics
                + "}}";
    }

    @Test
    void portsLimitsAndLevelsAreWhatTheVariablesSay() throws Exception {
        Map<String, String> variables = new HashMap<>();
        variables.put("GATEWAY_PORT", Integer.toString(GATEWAY));
        variables.put("QUERY_API_PORT", Integer.toString(QUERY));
        variables.put("HOT_TIER_PORT", Integer.toString(HOT_TIER));
        variables.put("CONTROL_HTTP_PORT", Integer.toString(CONTROL));
        variables.put("GATEWAY_BATCH_SIZE", "1");
        variables.put("TRUENOW_GATEWAY_IO_SECONDS", "3");
        variables.put("TRUENOW_LINE_WAIT_MS", "60000");
        variables.put("HOT_TIER_MEMORY_GB", "0.25");
        variables.put("HOT_TIER_DIMENSIONS_LIMIT", "3");
        variables.put("QUERY_API_MAX_RESULTS", "2");
        variables.put("QUERY_API_CACHE_TTL", "0");
        variables.put("LOG_LEVEL", "warn");
        try (Product product = Product.start("environment", variables)) {
            ports(product);
            groupsOfOne(product);
            silenceEndsARequestBeforeItsLineHasWaited(product);
            assertThat(product.post(
                                    GATEWAY,
                                    "/v1/ingest",
                                    event("wide", "\"a\":\"1\",\"b\":\"1\",\"c\":\"1\",\"d\":\"1\"", "\"m\":1"))
                            .json()
                            .path("code")
                            .asString(""))
                    .isEqualTo("COLUMN_LIMIT");
            answersAreCutAndNotKept(product);
            assertThat(product.get(HOT_TIER, "/stats")
                            .json()
                            .path("memory")
                            .path("budget_bytes")
                            .asLong())
                    .isEqualTo(1L << 28);
            assertThat(product.log("gateway"))
                    .as("lines below the level")
                    .doesNotContain("accepted")
                    .doesNotContain("INFO");
        }
    }

    private static void ports(Product product) {
        assertThat(product.get(GATEWAY, "/health").json().path("service").asString(""))
                .isEqualTo("gateway");
        assertThat(product.get(QUERY, "/health").json().path("service").asString(""))
                .isEqualTo("query-api");
        assertThat(product.get(HOT_TIER, "/health").json().path("service").asString(""))
                .isEqualTo("hot-tier");
        assertThat(product.get(CONTROL, "/health").json().path("service").asString(""))
                .isEqualTo("control-plane");
    }

    /** Concurrent requests share a record of the log unless a group may hold one event only. */
    private static void groupsOfOne(Product product) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String event = event("e" + i, "\"region\":\"r" + i % 5 + "\"", "\"amount\":1");
                calls.add(() -> product.post(GATEWAY, "/v1/ingest", event));
            }
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().status()).as("%s", answer.get()).isEqualTo(202);
                assertThat(answer.get().json().path("position").asString("")).endsWith(":0");
            }
        }
    }

    /** Both usual waits are between the two that are set. */
    private static void silenceEndsARequestBeforeItsLineHasWaited(Product product) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), product.port(GATEWAY))) {
            socket.setSoTimeout(15_000);
            String line = event("silent", "", "") + "\n";
            socket.getOutputStream()
                    .write(
                            ("POST /v1/ingest?format=ndjson HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                                            + Integer.toHexString(line.length()) + "\r\n" + line + "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .contains("\"last_durable_line\":0");
        }
    }

    private static void answersAreCutAndNotKept(Product product) throws Exception {
        String question = "{\"namespace\":\"env\",\"table\":\"events\",\"start_time\":0,\"end_time\":4102444800000000,"
                + "\"group_by\":[\"region\"],\"aggregate\":\"count\"}";
        Await.until("all rows", Duration.ofSeconds(10), () -> count(product, question) == 200);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int n = 0; n < 2; n++) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.port(QUERY) + "/v1/query"))
                                .POST(HttpRequest.BodyPublishers.ofString(question))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                JsonNode json = new Answer(answer.statusCode(), answer.body()).json();
                assertThat(json.path("results").size()).isEqualTo(2);
                assertThat(json.path("metadata").path("truncated").asBoolean()).isTrue();
                assertThat(answer.headers().firstValue("X-Cache")).contains("MISS");
            }
        }
    }

    private static long count(Product product, String question) {
        String all = question.replace(",\"group_by\":[\"region\"]", "");
        return product.post(QUERY, "/v1/query", all)
                .json()
                .path("results")
                .path(0)
                .path("count")
                .asLong();
    }

    @Test
    void otherNamesOfAVariableCountKeysOfAFileTooAndDebugShowsMore(@TempDir Path files) throws Exception {
        Files.writeString(files.resolve("hot-tier.yaml"), "storage:\n  memory_gb: 0.01\nsegment_rows: 1000\n");
        Files.writeString(files.resolve("truenow.yaml"), "query_api:\n  max_results: 3\n");
        Map<String, String> variables = Map.of(
                "HTTP_PORT",
                Integer.toString(QUERY),
                "QUERY_CACHE_TTL",
                "0",
                "DEBUG",
                "true",
                "TRUENOW_CONFIG",
                files.toString());
        try (Product product = Product.start("aliases", variables)) {
            assertThat(product.get(QUERY, "/health").json().path("service").asString(""))
                    .isEqualTo("query-api");
            assertThat(product.log("truenow")).contains("DEBUG");
            memoryBoundsWhatIsServed(product, files.resolve("wide.ndjson"));
            JsonNode cut = ask(product, WIDE.replace("}", ",\"group_by\":[\"region\"]}"));
            assertThat(cut.path("results").size()).as("%s", cut).isEqualTo(3);
        }
    }

    /** Numbers that no encoding makes smaller, more than the budget holds: the newest are served, and each answer says so. */
    private static void memoryBoundsWhatIsServed(Product product, Path file) throws Exception {
        Random random = new Random(20261126);
        long time = Instant.now().toEpochMilli() * 1_000 - WIDE_EVENTS;
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int i = 0; i < WIDE_EVENTS; i++) {
                StringBuilder metrics = new StringBuilder("\"m0\":" + random.nextDouble());
                for (int metric = 1; metric < 12; metric++) {
                    metrics.append(",\"m").append(metric).append("\":").append(random.nextDouble());
                }
                lines.write("{\"namespace\":\"env\",\"table\":\"wide\",\"event_id\":\"w" + i + "\",\"event_time\":"
                        + (time + i) + ",\"dimensions\":{\"region\":\"r" + i % 5 + "\"},\"metrics\":{" + metrics
                        + "}}\n");
            }
        }
        Ran ingest = product.truenow("ingest", file.toString());
        assertThat(ingest.exitCode()).as("%s", ingest).isZero();
        Await.until(
                "all were processed",
                Duration.ofSeconds(30),
                () -> product.get(9090, "/stats")
                                .json()
                                .path("events_processed")
                                .asLong()
                        == WIDE_EVENTS);
        JsonNode memory = product.get(9090, "/stats").json().path("memory");
        assertThat(memory.path("budget_bytes").asLong()).isEqualTo((long) (0.01 * (1L << 30)));
        JsonNode all = ask(product, WIDE);
        assertThat(all.path("results").path(0).path("count").asLong()).isBetween(1L, WIDE_EVENTS - 1L);
        assertThat(all.path("metadata").path("incomplete_before_us").asLong()).isGreaterThan(time);
    }

    private static JsonNode ask(Product product, String question) {
        return product.post(QUERY, "/v1/query", question).json();
    }

    @Test
    void belowTheFloorOfTheDiskEventsAreRefusedWithItsText() throws Exception {
        try (Product product = Product.start("floor", Map.of("TRUENOW_DISK_FLOOR_GB", "65536"))) {
            Outage.Told told = new Outage(product).send("any");

            assertThat(told.status()).as("%s", told).isEqualTo(507);
            assertThat(told.retryAfterSeconds()).isEqualTo(30);
            assertThat(told.error()).isEqualTo("Storage full");
        }
    }

    @Test
    void beyondTheQueueAndTheLagEventsAreRefusedWithTheirTextsAndTheOthersAreKept() throws Exception {
        Map<String, String> variables =
                Map.of("GATEWAY_BATCH_SIZE", "1", "TRUENOW_MAX_QUEUED_REQUESTS", "2", "TRUENOW_MAX_LAG_RECORDS", "2");
        try (Product product = Product.start("shed", variables)) {
            Outage clients = new Outage(product);
            assertThat(clients.send("t0").status()).isEqualTo(202);
            Map<String, Integer> told = new TreeMap<>();
            Await.until("both refusals", Duration.ofSeconds(30), () -> {
                burst(clients)
                        .forEach(t -> told.merge(
                                t.status() + " " + t.error() + " " + t.retryAfterSeconds(), 1, Integer::sum));
                return told.size() > 2;
            });
            assertThat(told)
                    .containsOnlyKeys("202  -1", "503 Request queue full 2", "503 Service overloaded, request shed 5");
            Await.until(
                    "what was taken, and nothing else",
                    Duration.ofSeconds(10),
                    () -> stored(product) == 1 + told.getOrDefault("202  -1", 0));
        }
    }

    @Test
    void beyondTheRateEventsAreRefusedWithTheContractsTextAndTheNextSecondTakesMore(@TempDir Path files)
            throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 130; i++) {
            lines.append(event("r" + i, "", "\"m\":1")).append('\n');
        }
        Path file = Files.writeString(files.resolve("events.ndjson"), lines);
        Map<String, String> variables = Map.of("RATE_LIMIT", "50", "GATEWAY_RATE_LIMIT_PER_TENANT", "50");
        try (Product product = Product.start("rate", variables)) {
            Ran atOnce = product.truenow("ingest", "--retries", "0", file.toString());
            assertThat(atOnce.exitCode()).as("%s", atOnce).isEqualTo(6);
            Await.until("what was let through", Duration.ofSeconds(10), () -> counted(product) == 50);

            Ran patient = product.truenow("ingest", file.toString());
            assertThat(patient.exitCode()).as("%s", patient).isZero();
            assertThat(patient.out()).contains("130 events sent, 130 accepted, 0 rejected");
            Await.until("the rest", Duration.ofSeconds(10), () -> counted(product) == 130);

            Outage client = new Outage(product);
            Map<String, Integer> told = new TreeMap<>();
            Await.until("the refusal", Duration.ofSeconds(30), () -> {
                burst(client)
                        .forEach(t -> told.merge(
                                t.status() + " " + t.error() + " " + t.retryAfterSeconds(), 1, Integer::sum));
                return told.size() > 1;
            });
            assertThat(told).containsOnlyKeys("202  -1", "429 Rate limit exceeded 1");
            assertThat(product.get(8088, "/metrics").body())
                    .contains("truenow_limit_permits_refused_total{", "level=\"tenant\"", "flow_rate_limit_hits_total");
        }
    }

    private static long counted(Product product) {
        return product.post(8081, "/v1/sql", "{\"sql\":\"SELECT COUNT(*) FROM env.events\"}")
                .json()
                .path("rows")
                .path(0)
                .path(0)
                .asLong();
    }

    private static long stored(Product product) {
        return product.post(
                        8081, "/v1/sql", "{\"sql\":\"SELECT SUM(stored) FROM sys.tables WHERE namespace = 'outage'\"}")
                .json()
                .path("rows")
                .path(0)
                .path(0)
                .asLong();
    }

    private static List<Outage.Told> burst(Outage clients) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outage.Told>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String table = "t" + i % 4;
                calls.add(() -> clients.send(table));
            }
            List<Outage.Told> told = new ArrayList<>();
            for (Future<Outage.Told> answer : threads.invokeAll(calls)) {
                told.add(answer.get());
            }
            return told;
        }
    }
}
