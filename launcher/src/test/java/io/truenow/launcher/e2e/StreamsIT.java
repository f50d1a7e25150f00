package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schemas and streams on the running product: the documented commands, states at the door, deletion to its end, read models made again. */
@ExtendWith(SharedProduct.class)
class StreamsIT {

    private static final String SCHEMAS = "/api/v1/schemas";
    private static final String STREAMS = "/api/v1/streams";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static String documented(Product product, String path, Map<String, String> blanks) throws IOException {
        return documented(product, path, "", blanks);
    }

    private static String documented(Product product, String path, String with, Map<String, String> blanks)
            throws IOException {
        DocumentedCommand command = DocumentedCommand.in(Shared.document("003_")).stream()
                .filter(c -> c.path().equals(path) && c.text().contains(with))
                .findFirst()
                .orElseThrow();
        String text = command.onPort(product.port(8080));
        for (Map.Entry<String, String> blank : blanks.entrySet()) {
            text = text.replace(blank.getKey(), blank.getValue());
        }
        Ran curl = Ran.run(Product.home(), Map.of(), Duration.ofSeconds(60), List.of("bash", "-c", text));
        return curl.out();
    }

    private static JsonNode json(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return answer.json();
    }

    private static JsonNode schema(Product product, String namespace) {
        return json(
                product.post(
                        8080,
                        SCHEMAS,
                        "{\"name\":\"s\",\"namespace\":\"" + namespace
                                + "\",\"definition\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\"}}}}"),
                201);
    }

    private static JsonNode stream(Product product, JsonNode schema, String name) {
        return json(
                product.post(
                        8080,
                        STREAMS,
                        "{\"name\":\"" + name + "\",\"schema_id\":\""
                                + schema.path("schema_id").stringValue() + "\"}"),
                201);
    }

    private static String path(JsonNode stream) {
        return STREAMS + "/" + stream.path("stream_id").stringValue();
    }

    private static Answer ingest(Product product, String namespace, String table) {
        return product.post(
                8088,
                "/v1/ingest",
                "{\"namespace\":\"" + namespace + "\",\"table\":\"" + table + "\",\"event_id\":\"" + UUID.randomUUID()
                        + "\",\"event_time\":" + Instant.now().toEpochMilli() * 1_000 + ",\"metrics\":{\"n\":1}}");
    }

    private static String count(Product product, String table) {
        Answer answer = product.post(8081, "/v1/sql", "{\"sql\":\"SELECT COUNT(*) FROM " + table + "\"}");
        return answer.status() == 200 ? answer.json().at("/rows/0/0").asString() : "refused";
    }

    /** To the letter, but for the port and what stands in angle brackets. */
    @Test
    void theDocumentedCommandsMakeASchemaAndItsStream(Product product) throws IOException {
        Shared.requireTool("curl");
        String administrator = json(
                        product.post(8080, "/api/v1/api-keys", "{\"name\":\"documented\",\"role\":\"writer\"}"), 201)
                .path("api_key")
                .stringValue();
        JsonNode schema =
                JsonMapper.shared().readTree(documented(product, SCHEMAS, Map.of("<API_KEY>", administrator)));
        assertThat(schema.path("schema_id").asString("")).as("%s", schema).startsWith("sch_");
        assertThat(schema.path("name").stringValue()).isEqualTo("user_events");
        assertThat(schema.path("namespace").stringValue()).isEqualTo("analytics");
        assertThat(schema.path("version").intValue()).isEqualTo(1);
        assertThat(schema.path("fingerprint").stringValue()).matches("sha256:[0-9a-f]{64}");

        JsonNode stream = JsonMapper.shared()
                .readTree(documented(
                        product,
                        STREAMS,
                        Map.of(
                                "<API_KEY>",
                                administrator,
                                "sch_<uuid>",
                                schema.path("schema_id").stringValue())));
        assertThat(stream.path("stream_id").asString("")).as("%s", stream).startsWith("str_");
        assertThat(stream.path("name").stringValue()).isEqualTo("user-clicks");
        assertThat(stream.path("status").stringValue()).isEqualTo("active");
        assertThat(stream.at("/retention_policy/retention_days").intValue()).isEqualTo(30);
        assertThat(count(product, "analytics.\\\"user-clicks\\\"")).isEqualTo("0");
        assertThat(json(product.get(8080, STREAMS + "?status=active"), 200).values())
                .contains(stream);
        documentedQuestionsFindItsRecords(product, administrator, stream);
    }

    private static void documentedQuestionsFindItsRecords(Product product, String key, JsonNode stream)
            throws IOException {
        String id = UUID.randomUUID().toString();
        json(
                product.post(
                        8088,
                        "/v1/ingest",
                        "{\"namespace\":\"analytics\",\"table\":\"user-clicks\",\"event_id\":\"" + id
                                + "\",\"event_time\":1795132800000000,\"dimensions\":{\"user_id\":\"u123\",\"event_type\":\"click\","
                                + "\"timestamp\":\"2025-01-15T10:30:00.123456Z\",\"metadata\":{\"page\":[1,\"ü\"]}}}"),
                202);
        await().atMost(SOON)
                .until(() -> count(product, "analytics.\\\"user-clicks\\\"").equals("1"));
        Map<String, String> blanks = Map.of(
                "<API_KEY>", key, "str_<uuid>", stream.path("stream_id").stringValue(), "rec_<uuid>", "rec_" + id);

        JsonNode found = JsonMapper.shared().readTree(documented(product, STREAMS + "/str_", "key_field", blanks));
        assertThat(found.path("found").booleanValue()).as("%s", found).isTrue();
        JsonNode record = found.path("record");
        assertThat(record.path("record_id").stringValue()).isEqualTo("rec_" + id);
        assertThat(record.path("sequence_number").longValue()).isPositive();
        assertThat(record.path("payload").toString())
                .isEqualTo(
                        "{\"event_type\":\"click\",\"metadata\":{\"page\":[1,\"ü\"]},\"user_id\":\"u123\",\"timestamp\":\"2025-01-15T10:30:00.123456Z\"}");

        // The document's day is long past: nothing was taken on it.
        JsonNode day = JsonMapper.shared().readTree(documented(product, STREAMS + "/str_", "start=", blanks));
        assertThat(day.path("records").toString()).as("%s", day).isEqualTo("[]");
        assertThat(day.path("next_cursor").stringValue()).isEmpty();
        Instant now = Instant.now();
        Answer today = product.get(
                8080,
                path(stream) + "/records?start=" + now.minusSeconds(3_600) + "&end=" + now.plusSeconds(3_600)
                        + "&limit=100");
        assertThat(json(today, 200).path("records").toString()).isEqualTo("[" + record + "]");
    }

    @Test
    void recordsComePageByPageInTheOrderOfTheLog(Product product) {
        JsonNode stream = stream(product, schema(product, "paged"), "pages");
        for (int i = 0; i < 7; i++) {
            assertThat(ingest(product, "paged", "pages").status()).isEqualTo(202);
        }
        await().atMost(SOON).until(() -> count(product, "paged.pages").equals("7"));
        Instant now = Instant.now();
        String question = path(stream) + "/records?limit=3&start=" + now.minusSeconds(3_600) + "&end="
                + now.plusSeconds(60) + "&cursor=";
        List<Long> numbers = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(product.get(8080, question + cursor), 200);
            page.path("records")
                    .forEach(r -> numbers.add(r.path("sequence_number").longValue()));
            sizes.add(page.path("records").size());
            cursor = page.path("next_cursor").stringValue();
            if (sizes.size() == 1) {
                assertThat(ingest(product, "paged", "pages").status()).isEqualTo(202);
                await().atMost(SOON).until(() -> count(product, "paged.pages").equals("8"));
            }
        } while (!cursor.isEmpty());

        assertThat(sizes).containsExactly(3, 3, 2);
        assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSize(8);
        for (String wrong : List.of(
                "start=now&end=now",
                "start=2026-01-01T00:00:00Z",
                "start=2026-01-01T00:00:00Z&end=2026-01-09T00:00:00Z",
                "start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z",
                "key_field=n",
                "key_field=other&key_value=1",
                "start=2026-01-01T00:00:00Z&end=2026-01-01T00:00:00Z&cursor=AAAA")) {
            Answer answer = product.get(8080, path(stream) + "/records?" + wrong);
            assertThat(answer.status()).as(wrong + " " + answer).isEqualTo(422);
        }
        assertThat(json(product.get(8080, path(stream) + "/records?key_field=n&key_value=1"), 200)
                        .path("found")
                        .booleanValue())
                .isTrue();
        for (String nothing : List.of("n&key_value=2", "n&key_value=one", "_record_id&key_value=rec_none")) {
            assertThat(json(product.get(8080, path(stream) + "/records?key_field=" + nothing), 200)
                            .toString())
                    .isEqualTo("{\"found\":false,\"record\":null}");
        }
        assertThat(product.get(8080, STREAMS + "/str_" + UUID.randomUUID() + "/records?start=x")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aPausedStreamTakesNothingAndAnswersStill(Product product) {
        JsonNode stream = stream(product, schema(product, "paused"), "door");
        assertThat(ingest(product, "paused", "door").status()).isEqualTo(202);
        await().atMost(SOON).until(() -> count(product, "paused.door").equals("1"));

        json(product.method("PATCH", 8080, path(stream), "{\"status\":\"paused\"}"), 200);
        Answer refused = ingest(product, "paused", "door");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("code").stringValue()).isEqualTo("TABLE_NOT_ACTIVE");
        assertThat(count(product, "paused.door")).isEqualTo("1");

        json(product.method("PATCH", 8080, path(stream), "{\"status\":\"active\"}"), 200);
        assertThat(ingest(product, "paused", "door").status()).isEqualTo(202);
        await().atMost(SOON).until(() -> count(product, "paused.door").equals("2"));
    }

    @Test
    void aDeletedStreamIsGoneWithItsEventsAndItsNameBeginsAnew(Product product) {
        JsonNode schema = schema(product, "deleted");
        JsonNode stream = stream(product, schema, "gone");
        assertThat(ingest(product, "deleted", "gone").status()).isEqualTo(202);
        await().atMost(SOON).until(() -> count(product, "deleted.gone").equals("1"));

        assertThat(json(product.method("DELETE", 8080, path(stream)), 200)
                        .path("success")
                        .booleanValue())
                .isTrue();
        assertThat(count(product, "deleted.gone")).isEqualTo("refused");
        assertThat(ingest(product, "deleted", "gone").status()).isEqualTo(409);
        await().atMost(SOON).until(() -> json(product.get(8080, path(stream)), 200)
                .path("status")
                .stringValue()
                .equals("deleted"));
        assertThat(ingest(product, "deleted", "gone").status()).isEqualTo(409);
        assertThat(product.get(8081, "/health").status()).isEqualTo(200);

        JsonNode next = stream(product, schema, "gone");
        assertThat(next.path("stream_id")).isNotEqualTo(stream.path("stream_id"));
        assertThat(count(product, "deleted.gone")).isEqualTo("0");
        assertThat(ingest(product, "deleted", "gone").status()).isEqualTo(202);
        await().atMost(SOON).until(() -> count(product, "deleted.gone").equals("1"));
        assertThat(product.get(8080, path(stream)).status()).isEqualTo(404);
        Ran verified = product.truenow("verify", "--table", "deleted.gone");
        assertThat(verified.exitCode()).as("%s", verified).isZero();
        assertThat(verified.out()).contains("equal: 1 tables equal");
    }

    @Test
    void theSchemasAreMadeAgainFromTheFacts(Product product) {
        schema(product, "again");
        String before = product.get(8080, SCHEMAS).body();
        assertThat(before).contains("again");

        Ran reset = product.truenow("processor", "reset", "schemas");
        assertThat(reset.exitCode()).as("%s", reset).isZero();
        await().atMost(SOON).until(() -> product.get(8080, SCHEMAS).status() == 200);
        assertThat(product.get(8080, SCHEMAS).body()).isEqualTo(before);
        assertThat(product.truenow("processor", "list").out()).contains("schemas", "catalog", "audit", "can be reset");
        assertThat(product.truenow("processor", "reset", "catalog").exitCode()).isEqualTo(2);
        assertThat(product.truenow("processor", "reset", "moon").exitCode()).isEqualTo(4);
        assertThat(product.truenow("processor", "reset", "audit").exitCode()).isEqualTo(2);
        Ran audit = product.truenow("audit", "verify");
        assertThat(audit.exitCode()).as("%s", audit).isZero();
        assertThat(audit.out()).startsWith("intact: ");
        String head = audit.out().strip().substring(audit.out().indexOf("head ") + 5);
        assertThat(product.truenow("audit", "verify", "--noted", head).exitCode())
                .isZero();
        assertThat(product.truenow("audit", "verify", "--noted", "1:" + "0".repeat(64))
                        .exitCode())
                .isEqualTo(1);
    }
}
