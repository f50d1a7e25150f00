package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A stream's schema at the door of the running product: what is refused, what the columns become, what a kill leaves. */
class SchemaDoorIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DEFINITION = """
            {"type":"object","required":["customer"],"properties":{
              "customer":{"type":"string","minLength":2},"items":{"type":"integer","minimum":1},
              "total":{"type":"number"},"paid":{"type":"boolean"},
              "ordered_at":{"type":"string","format":"date-time"},"address":{"type":"object"}}}""";
    private static final String EVENTS = """
            {"namespace":"shop","table":"orders","events":[
             {"event_id":"1","event_time":1795132800000000,"dimensions":{"customer":"ann","paid":true,
              "ordered_at":"2026-11-20T00:00:00.123Z","address":{"zip":"10115","lines":[1.50]}},"metrics":{"items":9007199254740993,"total":9.5}},
             {"event_id":"2","event_time":1795132800000000,"dimensions":{"customer":"x"}},
             {"event_id":"3","event_time":1795132800000000,"dimensions":{"customer":"bob","paid":false},"metrics":{"items":2}},
             {"event_id":"4","event_time":1795132800000000,"dimensions":{"customer":"eve"},"metrics":{"items":2.5}},
             {"event_id":"5","event_time":1795132800000000,"metrics":{"items":2}}]}""";

    private static Product product;
    private static JsonNode schema;

    @BeforeAll
    static void start() {
        product = Product.start("schema-door");
        schema = json(
                product.post(
                        8080,
                        "/api/v1/schemas",
                        "{\"name\":\"order\",\"namespace\":\"shop\",\"definition\":" + DEFINITION + "}"),
                201);
        stream("orders");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private static JsonNode json(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return answer.json();
    }

    private static String sql(String statement) {
        return json(product.post(8081, "/v1/sql", "{\"sql\":\"" + statement + "\"}"), 200)
                .path("rows")
                .toString();
    }

    private static void awaitRows(int rows) {
        await().atMost(SOON).until(() -> sql("SELECT COUNT(*) FROM shop.orders").equals("[[" + rows + "]]"));
    }

    @Test
    void anEventIsTypedOrRefusedWithAPointer() throws SQLException {
        assertThat(sql("SELECT * FROM shop.orders")).isEqualTo("[]");

        JsonNode answer = json(product.post(8088, "/v1/batch", EVENTS), 202);
        assertThat(answer.path("accepted").intValue()).isEqualTo(2);
        assertThat(answer.path("errors").valueStream().map(e -> e.path("pointer")
                        .stringValue()))
                .containsExactly("/events/1/dimensions/customer", "/events/3/metrics/items", "/events/4");
        awaitRows(2);
        String all = "SELECT customer, paid, items, total, ordered_at, address FROM shop.orders ORDER BY customer";
        String rows =
                "[[\"ann\",true,9007199254740993,9.5,\"2026-11-20T00:00:00.123000Z\",\"{\\\"zip\\\":\\\"10115\\\",\\\"lines\\\":[1.50]}\"],"
                        + "[\"bob\",false,2,null,null,null]]";
        assertThat(sql(all)).isEqualTo(rows);
        assertThat(sql("SELECT SUM(items), MAX(items) FROM shop.orders WHERE paid OR items = 2"))
                .isEqualTo("[[9007199254740995,9007199254740993]]");
        assertThat(sql("SELECT customer FROM shop.orders WHERE ordered_at > TIMESTAMP '2026-11-20 00:00:00'"))
                .isEqualTo("[[\"ann\"]]");
        assertThat(types())
                .containsEntry("items", "BIGINT")
                .containsEntry("paid", "BOOLEAN")
                .containsEntry("ordered_at", "TIMESTAMP")
                .containsEntry("address", "VARCHAR")
                .containsEntry("total", "DOUBLE");

        restartUnderEvents();
        awaitRows(2);
        assertThat(sql(all)).isEqualTo(rows);

        String line =
                "orders,customer=li items=7i,total=1.5 1795132800000000000\norders,customer=lo items=7.5 1795132800000000000";
        Answer lines = product.post(8088, "/api/v2/write?bucket=shop&precision=ns", line);
        assertThat(lines.status()).as("%s", lines).isEqualTo(400);
        awaitRows(3);
        assertThat(sql("SELECT items FROM shop.orders WHERE customer = 'li'")).isEqualTo("[[7]]");

        widen();
        json(
                product.post(
                        8088,
                        "/v1/ingest",
                        "{\"namespace\":\"shop\",\"table\":\"orders\",\"event_id\":\"6\",\"event_time\":1795132800000000,"
                                + "\"dimensions\":{\"customer\":\"zoe\"},\"metrics\":{\"items\":2.5}}"),
                202);
        awaitRows(4);
        assertThat(sql("SELECT items FROM shop.orders ORDER BY customer DESC"))
                .isEqualTo("[[2.5],[7.0],[2.0],[9.007199254740992E15]]");
        assertThat(product.truenow("verify", "--table", "shop.orders").out()).contains("equal: 1 tables equal");
    }

    /**
     * Kills the server and starts it again. From the first open port on, no event that the schema refuses and none for a paused stream may
     * be taken, and neither table may get a column of them.
     */
    private static void restartUnderEvents() {
        stream("held");
        JsonNode paused = stream("paused");
        json(
                product.method(
                        "PATCH",
                        8080,
                        "/api/v1/streams/" + paused.path("stream_id").stringValue(),
                        "{\"status\":\"paused\"}",
                        "Content-Type",
                        "application/json"),
                200);
        product.kill9();
        product.begin();
        Map<String, Integer> answers = new TreeMap<>();
        int attempt = 0;
        boolean ready;
        do {
            ready = product.isReady() || !product.isRunning();
            attempt++;
            count(answers, early("held", attempt, "x"));
            count(answers, early("paused", attempt, "ann"));
        } while (!ready);
        product.awaitReady();
        System.out.println("Answers to events during the restart: " + answers);

        answers.remove("503 NOT_READY");
        assertThat(answers).containsOnlyKeys("400 SCHEMA_MISMATCH", "409 TABLE_NOT_ACTIVE");
        assertThat(sql("SELECT * FROM shop.held")).isEqualTo("[]");
        assertThat(sql("SELECT * FROM shop.paused")).isEqualTo("[]");
        String columns = "SELECT COUNT(*) FROM sys.columns WHERE namespace = 'shop' AND \\\"column\\\" = ";
        assertThat(sql(columns + "'stray'")).isEqualTo("[[0]]");
        assertThat(sql(columns + "'customer'")).isEqualTo("[[3]]");
    }

    private static JsonNode stream(String name) {
        return json(
                product.post(
                        8080,
                        "/api/v1/streams",
                        "{\"name\":\"" + name + "\",\"schema_id\":\""
                                + schema.path("schema_id").stringValue() + "\"}"),
                201);
    }

    private static void count(Map<String, Integer> answers, @Nullable String answer) {
        if (answer != null) {
            answers.merge(answer, 1, Integer::sum);
        }
    }

    /** Sends an event with a column that nobody has; the status and code of the answer, null if nobody listens. */
    private static @Nullable String early(String table, int attempt, String customer) {
        try {
            Answer answer = product.post(
                    8088,
                    "/v1/ingest",
                    "{\"namespace\":\"shop\",\"table\":\"" + table + "\",\"event_id\":\"e" + attempt
                            + "\",\"event_time\":1795132800000000,\"dimensions\":{\"customer\":\"" + customer
                            + "\"},\"metrics\":{\"stray\":1}}");
            return answer.status() + " "
                    + (answer.status() < 300 ? "" : answer.json().path("code").asString(""));
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    /** A version that takes more: whole numbers become doubles, without a pause. */
    private static void widen() {
        JsonNode version = json(
                product.post(
                        8080,
                        "/api/v1/schemas/" + schema.path("schema_id").stringValue() + "/versions",
                        "{\"definition\":" + DEFINITION.replace("\"integer\"", "\"number\"") + "}"),
                201);
        assertThat(version.path("version").intValue()).isEqualTo(2);
    }

    private static Map<String, String> types() throws SQLException {
        Map<String, String> types = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:truenow://127.0.0.1:" + product.port(8765))) {
            DatabaseMetaData data = connection.getMetaData();
            try (ResultSet columns = data.getColumns(null, "shop", "orders", "%")) {
                while (columns.next()) {
                    types.put(columns.getString("COLUMN_NAME"), columns.getString("TYPE_NAME"));
                }
            }
        }
        return types;
    }
}
