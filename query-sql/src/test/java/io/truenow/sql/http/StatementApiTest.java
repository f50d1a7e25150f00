package io.truenow.sql.http;

import static io.truenow.sql.http.QueryPort.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.sql.Events;
import io.truenow.sql.Shop;
import io.truenow.sql.exec.RunningStatement;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.KeptAnswers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /v1/sql} and {@code /v1/statements} over HTTP. */
class StatementApiTest {

    private static final int ROWS = 2_000;
    private static final long MOST = 50_000;
    private static final String FOREVER = "select count(*) from ns.t a, ns.t b, ns.t c where a.n + b.n + c.n < 0";
    private static final String MANY = "select a.n, b.n m, a.k, '" + "x".repeat(80) + "' x from ns.t a, ns.t b";

    private static QueryPort port;

    @BeforeAll
    static void start() {
        port = new QueryPort(QuerySettings.DEFAULT, SqlSettings.DEFAULT.withMaxRows(MOST), new KeptAnswers());
        Events events = new Events();
        for (int i = 0; i < ROWS; i++) {
            events.add("e" + i, Shop.T0 + i, Map.of("k", "same", "n", 1 + i));
        }
        events.into(port.reads, new TableRef("default", "ns", "t"));
        new Events()
                .add("1", Shop.T0, Map.of("name", "a \"quoted\", text", "n", 1.5))
                .add("2", Shop.T0 + 1_000_000, Map.of("name", ""))
                .add("3", Shop.T0 + 2_000_000, Map.of("n", -3))
                .into(port.reads, new TableRef("default", "ns", "odd"));
    }

    @AfterAll
    static void stop() {
        port.close();
    }

    private static HttpResponse<String> sql(String sql, String... headers) throws IOException, InterruptedException {
        return port.post("/v1/sql", "{\"sql\":\"" + sql.replace("\"", "\\\"") + "\"}", headers);
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    @Test
    void aLineARowHasTheNamesOfItsColumns() throws Exception {
        HttpResponse<String> answer =
                sql("select name, n, n, event_time t from ns.odd order by t", "Accept", "application/x-ndjson");
        assertThat(type(answer)).startsWith("application/x-ndjson");
        assertThat(answer.body()).isEqualTo("""
                        {"name":"a \\"quoted\\", text","n":1.5,"n_2":1.5,"t":"2025-08-09T20:46:02.000000Z"}
                        {"name":"","n":null,"n_2":null,"t":"2025-08-09T20:46:03.000000Z"}
                        {"name":null,"n":-3.0,"n_2":-3.0,"t":"2025-08-09T20:46:04.000000Z"}
                        """);
        assertThat(sql("select name from ns.odd where n > 100", "Accept", "application/x-ndjson")
                        .body())
                .isEmpty();
    }

    @Test
    void csvIsWhatTheStandardSays() throws Exception {
        HttpResponse<String> answer =
                sql("select name, n, event_time \"a,t\" from ns.odd order by event_time", "Accept", "text/csv");
        assertThat(type(answer)).startsWith("text/csv");
        assertThat(answer.body())
                .isEqualTo("name,n,\"a,t\"\r\n\"a \"\"quoted\"\", text\",1.5,2025-08-09T20:46:02.000000Z\r\n"
                        + "\"\",,2025-08-09T20:46:03.000000Z\r\n,-3.0,2025-08-09T20:46:04.000000Z\r\n");
        assertThat(sql("select name from ns.odd order by event_time desc limit 1", "Accept", "text/csv")
                        .body())
                .isEqualTo("name\r\n\"\"\r\n");
    }

    @Test
    void aFormThatThereIsNotIsRefusedBeforeTheStatementRuns() throws Exception {
        HttpResponse<String> answer = sql("select 1", "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(json(answer).get("hint").stringValue()).contains("text/csv");
        assertThat(json(answer).get("sqlstate").stringValue()).isEqualTo("0A000");
    }

    @Test
    void theBodyMayBeTheStatementItself() throws Exception {
        for (String type : List.of("text/plain", "application/sql", "application/x-www-form-urlencoded")) {
            HttpResponse<String> answer = port.post(
                    "/v1/sql?namespace=ns&timeout_ms=5000", "  select count(*) c from odd", "Content-Type", type);
            assertThat(json(answer).get("rows").toString()).as(answer.body()).isEqualTo("[[3]]");
        }
        assertThat(port.post("/v1/sql", "select 1", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> named =
                port.post("/v1/sql", "{\"query\":\"select count(*) c from odd\",\"namespace\":\"ns\"}");
        assertThat(json(named).get("row_count").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"BIGINT\",\"value\":\"9007199254740993\" | select cast(? as bigint) | 9007199254740993",
                "\"varchar\",\"value\":7 | select cast(? as varchar) | \"7\"",
                "\"DOUBLE\",\"value\":1.5 | select cast(? as double) | 1.5",
                "\"BOOLEAN\",\"value\":true | select cast(? as boolean) | true",
                "\"DECIMAL\",\"value\":\"1.50\" | select cast(? as decimal(5, 2)) | 1.5",
                "\"TIMESTAMP\",\"value\":\"2025-08-09T20:46:02Z\" | select cast(? as timestamp) | \"2025-08-09T20:46:02.000000Z\"",
                "\"TIMESTAMP\",\"value\":1754772362000000 | select cast(? as timestamp) | \"2025-08-09T20:46:02.000000Z\"",
                "\"INTEGER\",\"value\":null | select cast(? as integer) | null"
            })
    void aParameterMaySayItsType(String parameter, String statement, String value) throws Exception {
        HttpResponse<String> answer =
                port.post("/v1/sql", "{\"sql\":\"" + statement + "\",\"parameters\":[{\"type\":" + parameter + "}]}");
        assertThat(json(answer).get("rows").get(0).get(0).toString())
                .as(answer.body())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"BIGINT\",\"value\":1.5} | /parameters/0/value",
                "{\"type\":\"TINYINT\",\"value\":300} | /parameters/0/value",
                "{\"type\":\"BOOLEAN\",\"value\":\"maybe\"} | /parameters/0/value",
                "{\"type\":\"TIMESTAMP\",\"value\":\"yesterday\"} | /parameters/0/value",
                "{\"type\":\"UUID\",\"value\":\"x\"} | /parameters/0/type",
                "{\"value\":\"x\"} | /parameters/0",
                "[1] | /parameters/0"
            })
    void aValueThatIsNotOfItsTypeIsRefusedWithItsPlace(String parameter, String pointer) throws Exception {
        HttpResponse<String> answer =
                port.post("/v1/sql", "{\"sql\":\"select cast(? as varchar)\",\"parameters\":[" + parameter + "]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).get("pointer").stringValue()).isEqualTo(pointer);
    }

    @Test
    void aFailureHasItsStateAndItsPlace() throws Exception {
        JsonNode failure = json(port.post("/v1/sql", "select n,\n  nothing from ns.odd"));
        assertThat(failure.get("code").stringValue()).isNotEmpty();
        assertThat(failure.get("sqlstate").stringValue()).hasSize(5).startsWith("42");
        assertThat(failure.get("line").intValue()).isEqualTo(2);
        assertThat(failure.get("column").intValue()).isEqualTo(3);
    }

    @Test
    void aFailureAfterTheFirstBytesIsSaidInTheAnswer() throws Exception {
        HttpResponse<String> document = sql(MANY);
        assertThat(document.statusCode()).isEqualTo(200);
        JsonNode answer = json(document);
        assertThat(answer.get("rows").size()).isEqualTo((int) MOST);
        assertThat(answer.get("code").stringValue()).isEqualTo("ROW_LIMIT");
        assertThat(answer.get("error").stringValue()).contains("more than [50000] rows");
        assertThat(answer.get("row_count")).isNull();

        String lines = sql(MANY, "Accept", "application/x-ndjson").body();
        assertThat(lines.lines()).hasSize((int) MOST + 1);
        assertThat(lines.substring(lines.lastIndexOf('\n', lines.length() - 2) + 1))
                .startsWith("{\"error\":{\"error\":\"The answer has more than [50000] rows")
                .contains("\"sqlstate\":\"54000\"");

        for (String cut : List.of("text/csv", "application/vnd.apache.arrow.stream")) {
            assertThatThrownBy(() -> sql(MANY, "Accept", cut)).as(cut).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLongAnswerComesWholeWithoutItsLength() throws Exception {
        HttpResponse<String> answer = sql(MANY + " limit 20000", "Accept", "text/csv");
        assertThat(answer.body().lines()).hasSize(20_001);
        assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        assertThat(sql("select 1", "Accept", "text/csv").headers().firstValue("Content-Length"))
                .contains("11");
    }

    private static CompletableFuture<HttpResponse<String>> begin(String sql, String id) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return sql(sql, "X-TrueNow-Statement", id);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static RunningStatement running(String id) throws InterruptedException {
        while (true) {
            RunningStatement statement = port.engine.statement(Principal.LOCAL, id);
            if (statement != null && statement.statistics().rowsScanned() >= ROWS) {
                return statement;
            }
            Thread.sleep(5);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStatementEndsByTheIdThatItsCallerChose() throws Exception {
        CompletableFuture<HttpResponse<String>> run = begin(FOREVER, "report:1");
        RunningStatement statement = running("report:1");
        assertThat(json(port.get("/v1/statements/report:1")).get("state").stringValue())
                .isEqualTo("running");
        HttpResponse<String> again = sql("select 1", "X-TrueNow-Statement", "report:1");
        assertThat(again.statusCode()).isEqualTo(409);

        port.caller.set(Shop.STRANGER);
        try {
            assertThat(port.delete("/v1/statements/report:1").statusCode()).isEqualTo(404);
            assertThat(port.delete("/v1/statements/" + statement.id()).statusCode())
                    .isEqualTo(404);
        } finally {
            port.caller.set(Principal.LOCAL);
        }
        HttpResponse<String> told = port.delete("/v1/statements/report:1");
        assertThat(json(told).get("cancelled").booleanValue()).isTrue();
        HttpResponse<String> answer = run.get(10, TimeUnit.SECONDS);
        assertThat(json(answer).get("code").stringValue()).isEqualTo("CANCELLED");
        assertThat(json(answer).get("sqlstate").stringValue()).isEqualTo("57014");
        assertThat(answer.headers().firstValue("X-TrueNow-Statement")).contains("report:1");
        assertThat(statement.state()).isEqualTo(RunningStatement.State.CANCELLED);

        HttpResponse<String> late = port.delete("/v1/statements/report:1");
        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(json(late).get("cancelled").booleanValue()).isFalse();
        assertThat(json(late).get("state").stringValue()).isEqualTo("cancelled");
        assertThat(sql("select 1", "X-TrueNow-Statement", "report:1").statusCode())
                .as("the id is free again")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "with blank", "ü", ""})
    void anIdThatCouldBeAnothersIsRefused(String id) throws Exception {
        HttpResponse<String> answer = port.post("/v1/sql", "{\"sql\":\"select 1\",\"statement_id\":\"" + id + "\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("pointer").stringValue()).isEqualTo("/statement_id");
    }

    @Test
    void eachAnswerNamesItsStatement() throws Exception {
        HttpResponse<String> answer = sql("select 1");
        String id = answer.headers().firstValue("X-TrueNow-Statement").orElseThrow();
        JsonNode statement = json(port.get("/v1/statements/" + id));
        assertThat(statement.get("state").stringValue()).isEqualTo("done");
        assertThat(statement.get("sql").stringValue()).isEqualTo("select 1");
        assertThat(port.get("/v1/statements/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStatementHasNoMoreTimeThanItsCallerGivesIt() throws Exception {
        HttpResponse<String> answer = port.post("/v1/sql", "{\"sql\":\"" + FOREVER + "\",\"timeout_ms\":50}");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(json(answer).get("error").stringValue()).contains("longer than [50] ms");
        assertThat(port.post("/v1/sql", "{\"sql\":\"select 1\",\"timeout_ms\":0}")
                        .statusCode())
                .isEqualTo(400);
    }
}
