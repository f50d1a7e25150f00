package io.truenow.sql.http;

import static io.truenow.sql.http.QueryPort.json;
import static io.truenow.sql.http.QueryPort.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.sql.Events;
import io.truenow.sql.Shop;
import io.truenow.sql.port.KeptAnswers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rules of {@code /v1/query} one by one: contract 1.3 and the rulings; those of whole answers stand in {@link QueryApiTest}. */
class QueryRulesTest {

    private static final long T0 = Shop.T0;
    private static final long MINUTE = 60_000_000L;
    private static final long END = T0 + 60 * MINUTE;
    private static final List<String> UNION =
            List.of("timestamp", "group", "count", "sum", "avg", "min", "max", "unique_count", "p50", "p95", "p99");
    private static final int MOST = 6;
    private static final int SQL_BYTES = 20_000;

    private static QueryPort port;

    @BeforeAll
    static void start() {
        port = new QueryPort(QuerySettings.DEFAULT.withMaxResults(MOST).withMaxSqlBytes(SQL_BYTES), new KeptAnswers());
        new Events()
                .add("1", T0, Map.of("d", "b", "n", "5", "m", 10))
                .add("2", T0 + 1, Map.of("d", "b", "m", 30))
                .add("3", T0 + 2, Map.of("d", "b"))
                .add("4", T0 + 3 * MINUTE, Map.of("n", "true", "m", -2.5))
                .into(port.reads, new TableRef("default", "ns", "t"));
        Events many = new Events();
        for (int i = 0; i < MOST + 1; i++) {
            many.add("e" + i, T0 + i * MINUTE, Map.of("seven", "g" + i, "six", "g" + i % MOST));
        }
        many.into(port.reads, new TableRef("default", "ns", "many"));
        new Events()
                .add("1", T0, Map.of("d", "\uD83D\uDE00"))
                .add("2", T0, Map.of("d", "\uFFFD"))
                .add("3", T0, Map.of("d", "null"))
                .add("4", T0, Map.of("other", "x"))
                .into(port.reads, new TableRef("default", "ns", "texts"));
    }

    @AfterAll
    static void stop() {
        port.close();
    }

    private static JsonNode rows(String table, String fields) throws Exception {
        return port.query(table, 0, END, fields).get("results");
    }

    private static List<String> groups(JsonNode rows) {
        return rows.values().stream().map(r -> r.get("group").stringValue()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"metric\":\"m\"",
                ",\"metric\":\"nothing\"",
                ",\"interval\":\"1m\"",
                ",\"group_by\":[\"d\"]"
            })
    void everyRowHasTheUnionOfTheDocumentedFields(String fields) throws Exception {
        for (JsonNode row : rows("t", fields)) {
            assertThat(row.propertyNames()).containsAll(UNION).doesNotContain("value");
        }
        for (JsonNode row : rows("t", fields + ",\"aggregate\":\"count\"")) {
            assertThat(row.propertyNames()).containsAll(UNION).contains("value");
        }
    }

    @Test
    void eventsWithoutTheMetricCountForTheCountOnly() throws Exception {
        JsonNode row = rows("t", ",\"filters\":{\"d\":\"b\"},\"metric\":\"m\"").get(0);
        assertThat(row.get("count").intValue()).isEqualTo(3);
        assertThat(row.get("avg").doubleValue()).isEqualTo(20);
        assertThat(row.get("unique_count").intValue()).isEqualTo(2);
    }

    @Test
    void theOnlyMetricIsMeantWhereNoneIsNamed() throws Exception {
        JsonNode row = rows("t", ",\"aggregate\":\"min\"").get(0);
        assertThat(row.get("value").doubleValue()).isEqualTo(-2.5);
        assertThat(row.get("sum").doubleValue()).isEqualTo(37.5);
    }

    @Test
    void filtersMatchTheTextOfNumbersAndBooleans() throws Exception {
        assertThat(rows("t", ",\"filters\":{\"n\":5}").get(0).get("count").intValue())
                .isEqualTo(1);
        assertThat(rows("t", ",\"filters\":{\"n\":true}").get(0).get("count").intValue())
                .isEqualTo(1);
        assertThat(rows("t", ",\"filters\":{\"n\":6}")).isEmpty();
    }

    @Test
    void bothEndsOfTheRangeBelongToIt() throws Exception {
        assertThat(port.query("t", T0, T0 + 1, "")
                        .get("results")
                        .get(0)
                        .get("count")
                        .intValue())
                .isEqualTo(2);
        assertThat(port.query("t", T0 + 2, T0 + 3 * MINUTE, "")
                        .get("results")
                        .get(0)
                        .get("count")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void rowsBeginWhereTheRangeDoesAndFromZeroAtTheMinuteOfTheFirstEvent() throws Exception {
        assertThat(port.query("t", 7, END, "")
                        .get("results")
                        .get(0)
                        .get("timestamp")
                        .longValue())
                .isEqualTo(7);
        assertThat(rows("t", ",\"filters\":{\"n\":true}")
                        .get(0)
                        .get("timestamp")
                        .longValue())
                .isEqualTo((T0 + 3 * MINUTE) / MINUTE * MINUTE);
    }

    @Test
    void isoTimesAreTakenToo() throws Exception {
        String body = "{\"namespace\":\"ns\",\"table\":\"t\",\"start_time\":\"2025-08-09T20:46:02Z\","
                + "\"end_time\":\"2025-08-09T20:46:02.000001Z\"}";
        assertThat(json(port.post("/v1/query", body))
                        .get("results")
                        .get(0)
                        .get("count")
                        .intValue())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"interval\":\"1m\"", "\"interval\":\"PT1M\"", "\"bucket\":\"60s\"", "\"bucket\":\"1 minute\""})
    void aSeriesHasARowPerBucketWithZeroCountsAndNullsInBetween(String width) throws Exception {
        JsonNode rows = rows("t", "," + width + ",\"metric\":\"m\"");
        assertThat(rows.values().stream().map(r -> r.get("count").intValue())).containsExactly(3, 0, 0, 1);
        assertThat(rows.get(1).get("sum").isNull()).isTrue();
        assertThat(rows.get(1).get("unique_count").intValue()).isZero();
    }

    @Test
    void aSeriesThatWouldBeTooLongWithItsEmptyBucketsSaysThatItLacksThem() throws Exception {
        JsonNode answer = port.query("t", 0, END, ",\"interval\":\"1s\"");
        assertThat(answer.get("results").size()).isEqualTo(2);
        assertThat(answer.get("metadata").get("sparse").booleanValue()).isTrue();
        assertThat(port.query("t", 0, END, ",\"interval\":\"1m\"")
                        .get("metadata")
                        .get("sparse"))
                .isNull();
    }

    @Test
    void whatIsBeyondTheLimitIsCutAndSaidSo() throws Exception {
        JsonNode cut = port.query("many", 0, END, ",\"group_by\":[\"seven\"]");
        assertThat(groups(cut.get("results")))
                .hasSize(MOST)
                .startsWith("seven:g0")
                .endsWith("seven:g5");
        assertThat(cut.get("metadata").get("truncated").booleanValue()).isTrue();
        JsonNode whole = port.query("many", 0, END, ",\"group_by\":[\"six\"]");
        assertThat(whole.get("results").size()).isEqualTo(MOST);
        assertThat(whole.get("metadata").get("truncated")).isNull();
    }

    @Test
    void groupsComeByCodePointAndANullBeforeTheTextNull() throws Exception {
        JsonNode rows = rows("texts", ",\"group_by\":[\"d\"]");
        assertThat(groups(rows)).containsExactly("d:null", "d:null", "d:\uFFFD", "d:\uD83D\uDE00");
        assertThat(rows.get(0).get("dimensions").get("d").isNull()).isTrue();
        assertThat(rows.get(1).get("dimensions").get("d").stringValue()).isEqualTo("null");
    }

    @Test
    void anUnknownDimensionIsNullEverywhere() throws Exception {
        JsonNode rows = rows("t", ",\"group_by\":[\"nothing\"]");
        assertThat(groups(rows)).containsExactly("nothing:null");
        assertThat(rows.get(0).get("count").intValue()).isEqualTo(4);
    }

    @Test
    void metadataIsMeasured() throws Exception {
        String body = question("t", 1, END, ",\"metric\":\"m\"");
        JsonNode fresh = json(port.post("/v1/query", body)).get("metadata");
        assertThat(fresh.get("records_scanned").longValue()).isEqualTo(4);
        assertThat(fresh.get("query_time_ms").doubleValue()).isPositive();
        JsonNode kept = json(port.post("/v1/query", body));
        assertThat(kept.get("metadata").get("cache_hit").booleanValue()).isTrue();
        assertThat(kept.get("metadata").get("records_scanned").longValue()).isZero();
        assertThat(kept.get("watermark_us").longValue()).isEqualTo(T0 + 3 * MINUTE);
        assertThat(kept.get("query_time_ms")).isEqualTo(kept.get("metadata").get("query_time_ms"));
    }

    @Test
    void theWatermarkIsNullBeforeTheFirstEvent() throws Exception {
        JsonNode answer = port.query("nothing", 0, END, "");
        assertThat(answer.get("results").isArray()).isTrue();
        assertThat(answer.get("watermark_us").isNull()).isTrue();
        assertThat(answer.get("metadata").get("records_scanned").longValue()).isZero();
    }

    @Test
    void onlyTheDearFiguresThatAreNamedAreComputed() throws Exception {
        JsonNode row = rows("t", ",\"metric\":\"m\",\"include\":[\"p95\"]").get(0);
        assertThat(row.propertyNames()).contains("sum", "avg", "p95").doesNotContain("unique_count", "p50", "p99");
        assertThat(row.get("p95").doubleValue()).isEqualTo(28);
        JsonNode none = rows("t", ",\"include\":[],\"interval\":\"1m\"").get(1);
        assertThat(none.propertyNames()).contains("count", "max").doesNotContain("unique_count", "p50");
        JsonNode ids = rows("many", ",\"include\":[\"unique_count\"]").get(0);
        assertThat(ids.get("unique_count").intValue()).isEqualTo(MOST + 1);
    }

    @Test
    void aBodyIsJsonWhateverItsContentTypeSays() throws Exception {
        for (String type : new String[] {"application/x-www-form-urlencoded", "text/plain", "application/json"}) {
            HttpResponse<String> response = port.post("/v1/query", question("t", 0, END, ""), "Content-Type", type);
            assertThat(response.statusCode()).as(type).isEqualTo(200);
            assertThat(response.headers().firstValue("X-Cache").orElse("")).isIn("HIT", "MISS");
            assertThat(response.headers().firstValue("X-Query-Time").orElse("")).matches("[0-9.]+ms");
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        }
    }

    @Test
    void anotherMethodIsNotAllowed() throws Exception {
        HttpResponse<String> response = port.get("/v1/query");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void moreThanTenThousandGroupsAreRefusedWithTheDocumentedText() throws Exception {
        String names =
                IntStream.rangeClosed(0, 10_000).mapToObj(i -> "\"d" + i + "\"").collect(Collectors.joining(","));
        HttpResponse<String> response = port.post("/v1/query", question("t", 0, END, ",\"group_by\":[" + names + "]"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("error").stringValue()).isEqualTo("too many groups (max 10000)");
    }

    @Test
    void anSqlAnswerOfTooManyBytesIsRefusedRatherThanCut() throws Exception {
        String text = "x".repeat(3_000);
        String row = "('" + text + "')";
        HttpResponse<String> fits =
                port.post("/v1/sql", "{\"sql\":\"values " + String.join(",", row, row, row, row, row, row) + "\"}");
        assertThat(fits.statusCode()).as(fits.body()).isEqualTo(200);
        assertThat(json(fits).get("row_count").intValue()).isEqualTo(6);
        HttpResponse<String> more = port.post(
                "/v1/sql", "{\"sql\":\"values " + String.join(",", row, row, row, row, row, row, row) + "\"}");
        assertThat(more.statusCode()).isEqualTo(400);
        JsonNode error = json(more);
        assertThat(error.get("error").stringValue()).contains("more than [20000] bytes");
        assertThat(error.get("code").stringValue()).isEqualTo("ANSWER_LIMIT");
        assertThat(error.get("hint").stringValue()).contains("JDBC");
    }

    @Test
    void statsListANamespaceBeforeItsFirstTable() throws Exception {
        JsonNode stats = json(port.get("/v1/stats"));
        assertThat(stats.get("namespaces").toString()).isEqualTo("[\"empty\",\"ns\"]");
        assertThat(stats.get("tables").get("empty").toString()).isEqualTo("[]");
        assertThat(stats.get("tables").get("ns").toString()).isEqualTo("[\"many\",\"t\",\"texts\"]");
        port.caller.set(Shop.STRANGER);
        try {
            assertThat(json(port.get("/v1/stats")).get("namespaces")).isEmpty();
        } finally {
            port.caller.set(Principal.LOCAL);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"include\":\"p50\"",
                "\"include\":[\"p50\",\"p98\"]",
                "\"interval\":\"often\"",
                "\"end_time\":\"late\""
            })
    void whatIsNotUnderstoodIsRefusedWithItsPlace(String field) throws Exception {
        HttpResponse<String> response = port.post("/v1/query", question("t", 0, END, "," + field));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("pointer").stringValue())
                .startsWith("/" + field.substring(1, field.indexOf('"', 1)));
        assertThat(json(response).get("hint").stringValue()).isNotBlank();
    }
}
