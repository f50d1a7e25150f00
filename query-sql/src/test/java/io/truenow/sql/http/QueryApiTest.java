package io.truenow.sql.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.sql.Events;
import io.truenow.sql.Shop;
import io.truenow.sql.WebPort;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.DeclaredNamespaces;
import io.truenow.sql.port.DeclaredTables;
import io.truenow.sql.port.KeptAnswers;
import io.truenow.sql.tail.MemoryLog;
import io.truenow.sql.tail.Tails;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QueryApiTest {

    private static final long T0 = Shop.T0;
    private static final TableRef SALES = new TableRef("default", "mycompany", "sales");
    private static final ReferenceReads READS = new ReferenceReads();
    private static final AtomicBoolean READY = new AtomicBoolean(true);
    private static final AtomicReference<Principal> CALLER = new AtomicReference<>(Principal.LOCAL);
    private static final SqlEngine ENGINE =
            new SqlEngine(READS, DeclaredTables.NONE, () -> T0, SqlSettings.DEFAULT, READY::get);
    private static final QueryStatistics STATISTICS = new QueryStatistics(READS);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static WebPort port;

    @BeforeAll
    static void start() {
        new Events()
                .add("1", T0, Map.of("region", "us-east", "product", "a:b", "revenue", 10))
                .add("2", T0 + 60_000_000, Map.of("region", "us-east", "product", "c,d", "revenue", 20))
                .add("3", T0 + 180_000_000, Map.of("region", "eu", "product", "a:b", "revenue", 5.5))
                .add("4", T0 + 180_000_001, Map.of("product", "a:b"))
                .into(READS, SALES);
        new Events()
                .add("x", T0, Map.of("region", "eu", "a", 1, "b", 2))
                .into(READS, new TableRef("default", "mycompany", "wide"));
        Filter filter = (request, response, chain) -> {
            request.setAttribute(Principal.ATTRIBUTE, CALLER.get());
            chain.doFilter(request, response);
        };
        port = new WebPort(
                QueryWebConfiguration.class,
                filter,
                Map.of(
                        "engine",
                        ENGINE,
                        "reads",
                        READS,
                        "answers",
                        new KeptAnswers(),
                        "settings",
                        QuerySettings.DEFAULT,
                        "statistics",
                        STATISTICS,
                        "tails",
                        new Tails(new MemoryLog(), 1, System::nanoTime),
                        "declaredNamespaces",
                        DeclaredNamespaces.NONE));
    }

    @AfterAll
    static void stop() {
        port.close();
        STATISTICS.close();
        ENGINE.close();
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port.port() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode query(String fields) throws IOException, InterruptedException {
        HttpResponse<String> response = post(
                "/v1/query",
                "{\"namespace\":\"mycompany\",\"table\":\"sales\",\"start_time\":0,\"end_time\":"
                        + (T0 + 3_600_000_000L) + fields + "}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    @Test
    void groupsHaveAllAggregatesAndTheOneThatWasAsked() throws Exception {
        JsonNode answer = query(",\"group_by\":[\"region\"],\"aggregate\":\"sum\",\"metric\":\"revenue\"");
        assertThat(answer.get("results").size()).isEqualTo(3);
        JsonNode east = answer.get("results").get(2);
        assertThat(east.toString())
                .isEqualTo("{\"timestamp\":" + T0 / 60_000_000 * 60_000_000
                        + ",\"group\":\"region:us-east\",\"dimensions\":{\"region\":\"us-east\"},\"value\":30,\"count\":2,\"sum\":30,"
                        + "\"avg\":15,\"min\":10,\"max\":20,\"unique_count\":2,\"p50\":15,\"p95\":19.5,\"p99\":19.9}");
        assertThat(answer.get("results").get(1).toString())
                .contains("\"group\":\"region:null\"", "\"value\":null", "\"count\":1");
        assertThat(answer.get("metadata").propertyNames()).contains("query_time_ms", "records_scanned", "cache_hit");
        assertThat(answer.get("watermark_us").isNumber()).isTrue();
        assertThat(answer.get("query_time_ms").isNumber()).isTrue();
    }

    @Test
    void severalDimensionsAreJoinedAndOddValuesEscaped() throws Exception {
        JsonNode results = query(",\"group_by\":[\"region\",\"product\"]").get("results");
        assertThat(results.values().stream().map(r -> r.get("group").stringValue()))
                .containsExactly(
                        "region:eu,product:a\\:b",
                        "region:null,product:a\\:b",
                        "region:us-east,product:a\\:b",
                        "region:us-east,product:c\\,d");
        assertThat(results.get(3).get("dimensions").get("product").stringValue())
                .isEqualTo("c,d");
    }

    @ParameterizedTest
    @CsvSource({"sum,35.5", "avg,11.833333333333334", "min,5.5", "max,20", "count,4", "SUM,35.5"})
    void eachAggregateAnswersWithoutGroups(String aggregate, double value) throws Exception {
        JsonNode row = query(",\"aggregate\":\"" + aggregate + "\",\"metric\":\"revenue\"")
                .get("results")
                .get(0);
        assertThat(row.get("group").stringValue()).isEqualTo("default");
        assertThat(row.get("value").doubleValue()).isEqualTo(value);
    }

    @Test
    void filtersAreAndedAndRangesIncludeBothEnds() throws Exception {
        assertThat(query(",\"filters\":{\"region\":\"us-east\",\"product\":\"a:b\"}")
                        .get("results")
                        .get(0)
                        .get("count")
                        .intValue())
                .isEqualTo(1);
        assertThat(query(",\"filters\":{\"region\":null}")
                        .get("results")
                        .get(0)
                        .get("count")
                        .intValue())
                .isEqualTo(1);
        assertThat(query(",\"filters\":{\"nothing\":\"x\"}").get("results")).isEmpty();
        String range = "{\"namespace\":\"mycompany\",\"table\":\"sales\",\"start_time\":" + T0 + ",\"end_time\":"
                + (T0 + 180_000_000) + "}";
        JsonNode row =
                JSON.readTree(post("/v1/query", range).body()).get("results").get(0);
        assertThat(row.get("count").intValue()).isEqualTo(3);
        assertThat(row.get("timestamp").longValue()).isEqualTo(T0);
    }

    @Test
    void anIntervalMakesASeries() throws Exception {
        JsonNode results = query(",\"interval\":\"1m\",\"aggregate\":\"count\"").get("results");
        long first = T0 / 60_000_000 * 60_000_000;
        assertThat(results.values().stream().map(r -> r.get("timestamp").longValue() - first))
                .containsExactly(0L, 60_000_000L, 120_000_000L, 180_000_000L);
        assertThat(results.values().stream().map(r -> r.get("value").intValue()))
                .containsExactly(1, 1, 0, 2);
        assertThat(query(",\"interval\":\"P1M\"").get("results").size()).isEqualTo(1);
    }

    @Test
    void nothingIsInventedForUnknownNames() throws Exception {
        for (String names : new String[] {"\"nowhere\",\"table\":\"sales\"", "\"mycompany\",\"table\":\"nothing\""}) {
            HttpResponse<String> response =
                    post("/v1/query", "{\"namespace\":" + names + ",\"start_time\":0,\"end_time\":1}");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(response.body()).get("results")).isEmpty();
        }
        JsonNode row = query(",\"aggregate\":\"sum\",\"metric\":\"nothing\"")
                .get("results")
                .get(0);
        assertThat(row.get("value").isNull()).isTrue();
        assertThat(row.get("count").intValue()).isEqualTo(4);
        assertThat(row.get("unique_count").intValue()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | Invalid JSON |",
                "[] | Invalid JSON |",
                "{\"table\":\"t\",\"start_time\":0,\"end_time\":1} | Missing namespace or table | /namespace",
                "{\"namespace\":\"n\",\"table\":\"t\",\"end_time\":1} | Missing start_time | /start_time",
                "{\"namespace\":\"n\",\"table\":\"t\",\"start_time\":5,\"end_time\":5} | start_time must be before end_time | /start_time",
                "{\"namespace\":\"n\",\"table\":\"t\",\"start_time\":0,\"end_time\":5,\"aggregate\":\"median\"} | The aggregate [median] is not known. | /aggregate",
                "{\"namespace\":\"n\",\"table\":\"t\",\"start_time\":0,\"end_time\":5,\"group_by\":7} | The field [group_by] is a list of dimensions. | /group_by",
                "{\"namespace\":\"n\",\"table\":\"t\",\"start_time\":0,\"end_time\":5,\"filters\":{\"a/b\":[]}} | The filter [a/b] is one value. | /filters/a~1b",
                "{\"namespace\":\"mycompany\",\"table\":\"wide\",\"start_time\":0,\"end_time\":5,\"aggregate\":\"sum\"} | The aggregate needs a metric. | /metric"
            })
    void badRequestsAreRefusedWithTheirPlace(String body, String error, String pointer) throws Exception {
        HttpResponse<String> response = post("/v1/query", body);
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.get("error").stringValue()).isEqualTo(error);
        assertThat(answer.get("pointer") == null ? null : answer.get("pointer").stringValue())
                .isEqualTo(pointer);
    }

    @Test
    void aKeptAnswerIsUsedUntilTheLogMovesOn() throws Exception {
        TableRef ref = new TableRef("default", "mycompany", "moving");
        new Events().add("1", T0, Map.of("a", 1)).into(READS, ref);
        String body =
                "{\"namespace\":\"mycompany\",\"table\":\"moving\",\"start_time\":0,\"end_time\":" + (T0 + 5) + "}";
        assertThat(post("/v1/query", body).headers().firstValue("X-Cache")).contains("MISS");
        HttpResponse<String> kept = post("/v1/query", body);
        assertThat(kept.headers().firstValue("X-Cache")).contains("HIT");
        assertThat(JSON.readTree(kept.body()).get("metadata").get("cache_hit").booleanValue())
                .isTrue();
        new Events().add("2", T0, Map.of("a", 1)).into(READS, ref);
        JsonNode fresh = JSON.readTree(post("/v1/query", body).body());
        assertThat(fresh.get("metadata").get("cache_hit").booleanValue()).isFalse();
        assertThat(fresh.get("results").get(0).get("count").intValue()).isEqualTo(2);
    }

    @Test
    void anotherTenantSeesNothing() throws Exception {
        CALLER.set(Shop.STRANGER);
        try {
            assertThat(query("").get("results")).isEmpty();
            HttpResponse<String> stats = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port.port() + "/v1/stats"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(JSON.readTree(stats.body()).get("total_events").longValue())
                    .isZero();
            assertThat(JSON.readTree(stats.body()).get("namespaces")).isEmpty();
        } finally {
            CALLER.set(Principal.LOCAL);
        }
    }

    @Test
    void statsListWhatThereIs() throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port.port() + "/v1/stats"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode stats = JSON.readTree(response.body());
        assertThat(stats.get("namespaces").toString()).isEqualTo("[\"mycompany\"]");
        assertThat(stats.get("tables").get("mycompany").toString()).contains("sales", "wide");
        assertThat(stats.get("total_events").longValue()).isGreaterThanOrEqualTo(5);
        assertThat(stats.propertyNames())
                .contains("events_per_second", "uptime_seconds", "queries", "errors", "cache_hits", "latency_us");
    }

    @Test
    void sqlIsAnsweredAsJson() throws Exception {
        HttpResponse<String> response = post(
                "/v1/sql",
                "{\"sql\":\"select region, sum(revenue) s, min(event_time) t from mycompany.sales where revenue > ? group by region order by 1\",\"parameters\":[6]}");
        assertThat(response.body())
                .startsWith(
                        "{\"columns\":[{\"name\":\"region\",\"type\":\"VARCHAR\"},{\"name\":\"s\",\"type\":\"DOUBLE\"},{\"name\":\"t\",\"type\":\"TIMESTAMP\"}],"
                                + "\"rows\":[[\"us-east\",30.0,\"2025-08-09T20:46:02.000000Z\"]],\"row_count\":1,\"elapsed_ms\":");
        JsonNode error = JSON.readTree(post("/v1/sql", "{\"sql\":\"select\\n  nothing from mycompany.sales\"}")
                .body());
        assertThat(error.get("line").intValue()).isEqualTo(2);
        assertThat(error.get("column").intValue()).isEqualTo(3);
    }

    @Test
    void questionsAreRefusedUntilTheServerIsReady() throws Exception {
        READY.set(false);
        try {
            assertThat(post(
                                    "/v1/query",
                                    "{\"namespace\":\"mycompany\",\"table\":\"sales\",\"start_time\":0,\"end_time\":1}")
                            .statusCode())
                    .isEqualTo(503);
            assertThat(post("/v1/sql", "{\"sql\":\"values (1)\"}").statusCode()).isEqualTo(503);
        } finally {
            READY.set(true);
        }
    }
}
