package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration on a real product: it changes while events come, survives a kill, and what is sent twice happens once. */
@ExtendWith(SharedProduct.class)
class ConfigIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CONFIG = "/api/v1/config";
    private static final String USUAL = "{\"ingestion.max_record_size_bytes\":null,"
            + "\"ingestion.max_batch_size\":null,\"retention.default_days\":null}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Product product;

    ConfigIT(Product product) {
        this.product = product;
    }

    /** The other tests that share the product find it as it was. */
    @BeforeEach
    @AfterEach
    void usual() {
        assertThat(product.method("PATCH", 8080, CONFIG, USUAL).status()).isEqualTo(200);
    }

    private static JsonNode json(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return answer.json();
    }

    private static String event(String id, String text) {
        return "{\"namespace\":\"configured\",\"table\":\"t\",\"event_id\":\"" + id + "\",\"event_time\":"
                + Instant.now().toEpochMilli() * 1_000 + ",\"dimensions\":{\"text\":\"" + text + "\"}}";
    }

    private static String batch(int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> event(UUID.randomUUID().toString(), "x"))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private HttpResponse<String> send(String method, String path, String key, String body) {
        try {
            return client.send(request(method, path, key, body), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpRequest request(String method, String path, String key, String body) {
        int port = product.port(path.startsWith("/api/") ? 8080 : 8001);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(SOON)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static boolean replayed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Idempotency-Replayed").orElse("").equals("true");
    }

    @Test
    void aKeyHoldsFromTheNextRequestOn() {
        String large = event("large", "v".repeat(2_000));
        assertThat(product.post(8088, "/v1/ingest", large).status()).isEqualTo(202);
        assertThat(json(product.post(8088, "/v1/batch", batch(10)), 202)
                        .path("offsets")
                        .size())
                .isEqualTo(1);

        JsonNode changed = json(
                product.method(
                        "PATCH",
                        8080,
                        CONFIG,
                        "{\"ingestion.max_record_size_bytes\":1024,\"ingestion.max_batch_size\":4}"),
                200);
        assertThat(changed.path("updated_keys").intValue()).isEqualTo(2);
        assertThat(Instant.parse(changed.path("updated_at").stringValue()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));

        Answer refused = product.post(8088, "/v1/ingest", large);
        assertThat(refused.status()).as("%s", refused).isEqualTo(413);
        assertThat(refused.body()).contains("TOO_LARGE", "at most 1024 bytes", "ingestion.max_record_size_bytes");
        JsonNode partly = json(product.post(8088, "/v1/batch", "[" + event("small", "x") + "," + large + "]"), 202);
        assertThat(partly.path("accepted").intValue()).as("%s", partly).isEqualTo(1);
        assertThat(json(product.post(8088, "/v1/batch", batch(10)), 202)
                        .path("offsets")
                        .size())
                .isEqualTo(3);
        assertThat(product.post(8088, "/v1/batch?atomic=true", batch(5)).status())
                .isEqualTo(413);
        assertThat(product.post(8088, "/v1/batch?atomic=true", batch(4)).status())
                .isEqualTo(202);

        Answer wrong =
                product.method("PATCH", 8080, CONFIG, "{\"ingestion.max_batch_size\":9,\"retention.default_days\":0}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().at("/error/details/pointer").stringValue()).isEqualTo("/retention.default_days");
        assertThat(json(product.get(8080, CONFIG), 200)
                        .path("ingestion.max_batch_size")
                        .intValue())
                .isEqualTo(4);
    }

    @Test
    void aKillForgetsNeitherTheConfigurationNorTheAnswersThatWereGiven() {
        Ran set = product.truenow("config", "set", "retention.default_days=30", "ingestion.max_batch_size=77");
        assertThat(set.exitCode()).as("%s", set).isZero();
        JsonNode schema = json(
                product.post(
                        8080,
                        "/api/v1/schemas",
                        "{\"name\":\"configured\",\"namespace\":\"configured\",\"definition\":"
                                + "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}}"),
                201);
        String stream =
                "{\"name\":\"s1\",\"schema_id\":\"" + schema.path("schema_id").stringValue() + "\"}";
        HttpResponse<String> made = send("POST", "/api/v1/streams", "stream-1", stream);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(JsonMapper.shared()
                        .readTree(made.body())
                        .at("/retention_policy/retention_days")
                        .intValue())
                .isEqualTo(30);
        HttpResponse<String> key = send("POST", "/api/v1/api-keys", "key-1", "{\"name\":\"once\",\"role\":\"reader\"}");
        String text = JsonMapper.shared().readTree(key.body()).path("api_key").stringValue();
        assertThat(text).startsWith("ttd_live_");

        product.kill9();
        product.start();

        HttpResponse<String> again = send("POST", "/api/v1/streams", "stream-1", stream);
        assertThat(replayed(again)).isTrue();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(made.body());
        assertThat(again.headers().firstValue("ETag"))
                .isEqualTo(made.headers().firstValue("ETag"))
                .isPresent();
        assertThat(send("POST", "/api/v1/streams", "stream-2", stream).statusCode())
                .isEqualTo(409);
        assertThat(send("POST", "/api/v1/streams", "stream-1", stream + " ").statusCode())
                .isEqualTo(422);
        HttpResponse<String> keyAgain =
                send("POST", "/api/v1/api-keys", "key-1", "{\"name\":\"once\",\"role\":\"reader\"}");
        assertThat(replayed(keyAgain)).isTrue();
        assertThat(keyAgain.statusCode()).isEqualTo(201);
        assertThat(JsonMapper.shared().readTree(keyAgain.body()).path("key_id"))
                .isEqualTo(JsonMapper.shared().readTree(key.body()).path("key_id"));
        assertThat(keyAgain.body()).doesNotContain(text.substring(25)).contains("\"api_key\":null");

        assertThat(product.truenow("config", "get", "ingestion.max_batch_size")
                        .out()
                        .strip())
                .isEqualTo("77");
        assertThat(product.truenow("config", "history").out()).contains("active", "retention.default_days=30");
        Ran back = product.truenow("config", "rollback");
        assertThat(back.exitCode()).as("%s", back).isZero();
        assertThat(product.truenow("config", "get", "ingestion.max_batch_size")
                        .out()
                        .strip())
                .isEqualTo("10000");
        Ran wrong = product.truenow("config", "set", "moon=1");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("The configuration has no key [moon].");
    }

    @Test
    void whatManySendAtOnceUnderOneKeyHappensOnce() {
        String namespace = "{\"name\":\"once_" + UUID.randomUUID().toString().substring(0, 8) + "\"}";
        String key = UUID.randomUUID().toString();
        int[] statuses = Stream.generate(() -> client.sendAsync(
                        request("POST", "/v1/namespaces", key, namespace), HttpResponse.BodyHandlers.ofString()))
                .limit(12)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .mapToInt(answer -> answer.statusCode() == 201 && replayed(answer) ? 1 : answer.statusCode())
                .toArray();
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(IntStream.of(statuses).filter(s -> s != 201 && s != 1 && s != 409))
                .isEmpty();
        HttpResponse<String> last = send("POST", "/v1/namespaces", key, namespace);
        assertThat(replayed(last)).isTrue();
        assertThat(last.statusCode()).isEqualTo(201);
        assertThat(send("POST", "/v1/namespaces", UUID.randomUUID().toString(), namespace)
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void theFiguresOfAStreamAreCounted() {
        String one = event("one", "x").replace("\"t\"", "\"counted\"");
        String other = event("other", "x").replace("\"t\"", "\"counted\"");
        for (String event : new String[] {one, other, one, one.replace("\"x\"", "\"y\"")}) {
            product.ingest(event);
        }
        String id = "";
        for (JsonNode stream : json(product.get(8080, "/api/v1/streams"), 200)) {
            if (stream.path("name").stringValue().equals("counted")) {
                id = stream.path("stream_id").stringValue();
            }
        }
        String stats = "/api/v1/streams/" + id + "/stats";
        Await.until(
                "four events are counted",
                SOON,
                () -> json(product.get(8080, stats), 200).path("records_logged").asInt(0) == 4);
        JsonNode figures = json(product.get(8080, stats), 200);
        assertThat(figures.path("records_ingested").intValue()).isEqualTo(2);
        assertThat(figures.path("duplicates").intValue()).isEqualTo(1);
        assertThat(figures.path("conflicting").intValue()).isEqualTo(1);
        assertThat(figures.path("resident_records").intValue()).isEqualTo(2);
        assertThat(figures.path("storage_bytes").longValue())
                .isEqualTo(figures.path("resident_bytes").longValue()
                        + figures.path("dedup_bytes").longValue())
                .isPositive();
        assertThat(Instant.parse(figures.path("watermark").stringValue()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(figures.path("incomplete_before").isNull()).isTrue();
        assertThat(figures.path("stopped").booleanValue()).isFalse();
    }
}
