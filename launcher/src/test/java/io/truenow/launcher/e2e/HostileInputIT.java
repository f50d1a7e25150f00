package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Input that is wrong, by accident or on purpose: answered as the rulings say, and the server goes on. */
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {

    private static final String NOW = Long.toString(Instant.now().getEpochSecond()) + "000000";
    private static final Duration APPLIED = Duration.ofSeconds(20);

    @AfterAll
    void theServerGoesOn(Product product) {
        assertThat(product.isRunning()).isTrue();
        for (int port : List.of(8088, 8081, 8765, 8080, 8001, 9090)) {
            JsonNode health = product.get(port, "/health").json();
            assertThat(health.path("status").asString("")).as("%s", health).isEqualTo("healthy");
        }
        product.ingest(event("still-" + NOW, NOW, "{}", "{\"x\":1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "\"NaN\"", "1e309", "-1e309"})
    void notANumberIsRefusedWithItsPointer(String number, Product product) {
        Answer answer = product.post(8088, "/v1/ingest", event("nan", NOW, "{}", "{\"x\":" + number + "}"));

        assertRefused(answer, 400);
        assertThat(answer.json().path("pointer").asString("")).as("%s", answer).isEqualTo("/metrics/x");
    }

    static Stream<String> wrongUnits() {
        long seconds = Instant.now().getEpochSecond() - 60;
        return Stream.of(Long.toString(seconds), seconds + "000", seconds + "000000000");
    }

    @ParameterizedTest
    @MethodSource("wrongUnits")
    void aTimeInAnotherUnitIsRefusedWithTheRightOneAsHint(String time, Product product) {
        Answer answer = product.post(8088, "/v1/ingest", event("unit", time, "{}", "{}"));

        assertRefused(answer, 400);
        assertThat(answer.json().path("pointer").asString("")).isEqualTo("/event_time");
        assertThat(answer.json().path("hint").asString("")).contains(time.substring(0, 10) + "000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-1600000000000000", "1.5e400", "true", "null", "\"yesterday\"", "{}"})
    void aTimeThatIsNoneIsRefused(String time, Product product) {
        assertRefused(product.post(8088, "/v1/ingest", event("time", time, "{}", "{}")), 400);
    }

    @Test
    void aTimeMoreThanTenMinutesAheadIsRefusedAndOneOfNineIsNot(Product product) {
        long now = Instant.now().getEpochSecond();

        assertRefused(product.post(8088, "/v1/ingest", event("ahead", now + 660 + "000000", "{}", "{}")), 400);
        product.ingest(event("a-bit-ahead", now + 540 + "000000", "{}", "{}"));
    }

    @Test
    void aStringOfFiftyMegabytesIsTooLarge(Product product) {
        byte[] text = new byte[50_000_000];
        Arrays.fill(text, (byte) 'x');

        byte[] body = event("large", NOW, "{\"d\":\"" + new String(text, StandardCharsets.US_ASCII) + "\"}", "{}")
                .getBytes(StandardCharsets.US_ASCII);

        assertRefused(product.post(8088, "/v1/ingest", body), 413);
    }

    @Test
    void aStringOfTwoMegabytesIsTooLarge(Product product) {
        assertRefused(
                product.post(8088, "/v1/ingest", event("long", NOW, "{\"d\":\"" + "x".repeat(2_000_000) + "\"}", "{}")),
                413);
    }

    static Stream<byte[]> brokenTexts() {
        return Stream.of(
                new byte[] {(byte) 0xC3, (byte) 0x28}, // a lead byte without its second
                new byte[] {(byte) 0xC0, (byte) 0xAF}, // overlong
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, // a surrogate
                new byte[] {(byte) 0xFF});
    }

    @ParameterizedTest
    @MethodSource("brokenTexts")
    void brokenUtf8IsRefused(byte[] broken, Product product) throws IOException {
        String around = event("utf8", NOW, "{\"d\":\"@\"}", "{}");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(around.substring(0, around.indexOf('@')).getBytes(StandardCharsets.UTF_8));
        body.write(broken);
        body.write(around.substring(around.indexOf('@') + 1).getBytes(StandardCharsets.UTF_8));

        assertRefused(product.post(8088, "/v1/ingest", body.toByteArray()), 400);
    }

    @Test
    void aGzipBombIsRefused(Product product) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            String around = event("bomb", NOW, "{\"d\":\"@", "{}");
            gzip.write(around.substring(0, around.indexOf('@')).getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 200; i++) {
                gzip.write(block);
            }
        }

        Answer answer = product.post(8088, "/v1/ingest", packed.toByteArray(), "Content-Encoding", "gzip");

        assertThat(answer.status()).as("%s", answer).isIn(400, 413);
        assertThat(answer.json().path("error").asString("")).isNotBlank();
    }

    @Test
    void aGzipBodyOfEventsIsTaken(Product product) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(event("packed", NOW, "{}", "{}").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(product.post(8088, "/v1/ingest", packed.toByteArray(), "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aHundredThousandBracketsAreRefused(Product product) {
        String nested = "[".repeat(100_000);

        assertRefused(product.post(8088, "/v1/ingest", nested), 400);
        assertRefused(product.post(8088, "/v1/ingest", event("deep", NOW, nested, "{}")), 400);
        assertRefused(
                product.post(8088, "/v1/batch", "{\"namespace\":\"hostile\",\"table\":\"t\",\"events\":" + nested),
                400);
        assertRefused(product.post(8081, "/v1/query", nested), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "17",
                "{\"namespace\":\"hostile\",\"table\":\"t\"}",
                "{\"namespace\":\"sys\",\"table\":\"t\",\"event_id\":\"1\",\"event_time\":1700000000000000}",
                "{\"namespace\":\"a.b\",\"table\":\"t\",\"event_id\":\"1\",\"event_time\":1700000000000000}",
                "{\"namespace\":\"hostile\",\"table\":\"../t\",\"event_id\":\"1\",\"event_time\":1700000000000000}",
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"event_id\":\"\",\"event_time\":1700000000000000}",
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"event_id\":{},\"event_time\":1700000000000000}",
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"event_id\":\"1\",\"event_time\":1700000000000000,\"dimensions\":{\"a\":{}}}",
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"event_id\":\"1\",\"event_time\":1700000000000000,\"metrics\":{\"a\":9007199254740993}}",
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"event_id\":\"1\",\"event_time\":1700000000000000,\"metrics\":{\"a\":\"one\"}}",
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"event_id\":\"1\",\"event_time\":1700000000000000} trailing"
            })
    void whatIsNoEventIsRefused(String body, Product product) {
        assertRefused(product.post(8088, "/v1/ingest", body), 400);
    }

    @Test
    void theGoodEventsOfABatchAreTakenAndTheBadOnesNamed(Product product) {
        Answer answer = product.post(
                8088,
                "/v1/batch",
                "{\"namespace\":\"hostile\",\"table\":\"partly\",\"events\":[{\"event_id\":\"g1\",\"event_time\":" + NOW
                        + "},{\"event_id\":\"b1\",\"event_time\":1700000000},{\"event_time\":" + NOW
                        + "},{\"event_id\":\"g2\",\"event_time\":" + NOW + ",\"metrics\":{\"v\":2}}]}");

        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        assertThat(answer.json().path("events_received").asInt()).isEqualTo(4);
        assertThat(answer.json().path("events_accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("errors").valueStream().map(e -> e.path("index")
                        .asInt()))
                .containsExactly(1, 2);
        awaitValue(product, "SELECT COUNT(*) FROM hostile.partly", 2);
    }

    @Test
    void ofConflictingDuplicatesTheFirstStaysAndTheSecondIsCounted(Product product) throws SQLException {
        product.ingest(event("conflicts", "same", NOW, "{\"d\":\"first\"}", "{\"x\":1}"));
        awaitValue(product, "SELECT COUNT(*) FROM hostile.conflicts", 1);
        product.ingest(event("conflicts", "same", NOW, "{\"d\":\"first\"}", "{\"x\":1.0}"));
        product.ingest(event("conflicts", "same", NOW, "{\"d\":\"second\"}", "{\"x\":2}"));
        String where = " FROM sys.tables WHERE namespace = 'hostile' AND \"table\" = 'conflicts'";

        awaitValue(product, "SELECT conflicting" + where, 1);
        try (Connection connection = product.jdbc()) {
            assertThat(Sql.rows(connection, "SELECT logged, stored, duplicates, conflicting" + where))
                    .containsExactly(List.of(3L, 1L, 1L, 1L));
            assertThat(Sql.rows(connection, "SELECT d, x FROM hostile.conflicts"))
                    .containsExactly(List.of("first", 1.0));
        }
        assertThat(product.get(9090, "/metrics").body().lines())
                .as("a meter of conflicting duplicates")
                .anyMatch(line -> !line.startsWith("#")
                        && line.toLowerCase(java.util.Locale.ROOT).contains("conflicting")
                        && Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) >= 1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,8088,/v1/ingest,405",
        "PUT,8088,/v1/batch,405",
        "POST,8088,/v1/nothing,404",
        "GET,8081,/v1/query,405",
        "GET,8081,/v1/nothing,404",
        "PUT,8088,/v1/nothing,405",
        "GET,9090,/v1/ingest,404"
    })
    void aWrongMethodOrPathIsNoServersFault(String method, int port, String path, int status, Product product) {
        assertThat(product.method(method, port, path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"start_time\":5,\"end_time\":4}",
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"start_time\":5,\"end_time\":9,\"aggregate\":\"median\",\"metric\":\"x\"}",
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"start_time\":5,\"end_time\":9,\"group_by\":7}",
                "{\"namespace\":\"hostile\",\"table\":\"t\",\"start_time\":5,\"end_time\":9,\"interval\":\"soon\"}",
                "not json"
            })
    void aQueryThatIsNoneIsRefused(String body, Product product) {
        assertRefused(product.post(8081, "/v1/query", body), 400);
    }

    @Test
    void anUnknownTableIsAnEmptyListInJson(Product product) {
        Answer answer = product.post(
                8081,
                "/v1/query",
                "{\"namespace\":\"nowhere\",\"table\":\"nothing\",\"start_time\":0,\"end_time\":" + NOW + "}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("results").isArray()).isTrue();
        assertThat(answer.json().path("results").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM nowhere.nothing|nothing",
                "SELEC 1|SELEC",
                "SELECT nothing FROM sys.tables|nothing",
                "SELECT COUNT(* FROM sys.tables|sys",
                "DROP TABLE sys.tables|",
                "DELETE FROM sys.tables|",
                "INSERT INTO sys.tables VALUES (1)|"
            })
    void unknownSqlIsRefusedWithASentence(String sql, String named, Product product) throws SQLException {
        try (Connection connection = product.jdbc()) {
            assertThatThrownBy(() -> Sql.rows(connection, sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(named == null ? "" : named)
                    .hasMessageNotContaining("\tat org.apache");
            assertThat(Sql.value(connection, "SELECT 1")).isEqualTo(1L);
        }
    }

    @Test
    void aModelThatAClientBringsIsRefused(Product product) {
        Properties hostile = new Properties();
        hostile.setProperty(
                "model",
                "inline:{\"version\":\"1.0\",\"defaultSchema\":\"x\",\"schemas\":[{\"name\":\"x\",\"type\":\"custom\","
                        + "\"factory\":\"org.apache.calcite.adapter.jdbc.JdbcSchema$Factory\",\"operand\":{}}]}");

        assertThatThrownBy(() -> {
                    try (Connection connection = DriverManager.getConnection(product.jdbcUrl(), hostile)) {
                        Sql.value(connection, "SELECT 1");
                    }
                })
                .hasMessageContaining("property [model] is not allowed");
    }

    /** A thousand thousand million rows, none of which is counted. */
    private static String endless() {
        String hundred = IntStream.range(0, 100).mapToObj(n -> "(" + n + ")").collect(Collectors.joining(","));
        String from = Stream.of("a", "b", "c", "d", "e", "f")
                .map(name -> "(VALUES " + hundred + ") " + name + "(n)")
                .collect(Collectors.joining(", "));
        return "SELECT COUNT(*) FROM " + from + " WHERE a.n + b.n + c.n + d.n + e.n + f.n < 0";
    }

    @Test
    void statementsThatComputeOnEachCoreHoldUpNobody(Product product) throws Exception {
        List<Connection> connections = new ArrayList<>();
        List<CompletableFuture<Throwable>> statements = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors() + 1; i++) {
                Connection connection = product.jdbc();
                connections.add(connection);
                statements.add(CompletableFuture.supplyAsync(
                        () -> catchThrowable(() -> Sql.count(connection, endless())), threads));
            }
            try (Connection other = product.jdbc()) {
                String computing =
                        "SELECT COUNT(*) FROM sys.statements WHERE state = 'running' AND elapsed_us > 1000000";
                Await.until("all compute", APPLIED, () -> Sql.count(other, computing) == statements.size());
            }
            product.ingest(event("beside-" + NOW, NOW, "{}", "{\"x\":1}"));
            for (int port : List.of(8088, 8081, 8080, 8001)) {
                assertThat(product.get(port, "/health").status()).isEqualTo(200);
            }
            assertThat(statements).as("all the time").noneMatch(CompletableFuture::isDone);
            for (Connection connection : connections) {
                connection.close();
            }
            for (CompletableFuture<Throwable> statement : statements) {
                assertThat(statement.get(20, TimeUnit.SECONDS)).hasMessageContaining("was cancelled");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8088,POST /v1/ingest,Host: evil.example",
        "8081,POST /v1/query,Host: evil.example:80",
        "8765,POST /,Host: evil.example",
        "8001,GET /health,Host: evil.example",
        "8080,GET /,Host: evil.example",
        "8088,POST /v1/ingest,Origin: http://evil.example",
        "8765,POST /,Origin: http://evil.example",
        "8080,POST /,Origin: http://evil.example"
    })
    void aForeignHostOrOriginIsRefused(int port, String request, String header, Product product) throws IOException {
        String host = header.startsWith("Host") ? "" : "Host: localhost:" + product.port(port) + "\r\n";
        String body = request.contains("ingest") ? event("rebound", NOW, "{}", "{}") : "{}";

        String answer = raw(
                product.port(port),
                request + " HTTP/1.1\r\n" + host + header
                        + "\r\nConnection: close\r\nContent-Type: application/json\r\n" + "Content-Length: "
                        + body.length() + "\r\n\r\n" + body);

        assertThat(answer).matches("(?s)HTTP/1.1 (403|421) .*");
    }

    @ParameterizedTest
    @CsvSource({
        "8088,/v1/ingest,Authorization,Bearer ttd_live_wrong",
        "8088,/v1/batch,X-API-Key,wrong",
        "8081,/v1/query,Authorization,ApiKey wrong",
        "8081,/v1/query,Authorization,Basic d3Jvbmc6d3Jvbmc=",
        "8765,/,Authorization,Bearer wrong"
    })
    void aWrongCredentialIsRefusedEvenHere(int port, String path, String header, String value, Product product) {
        assertThat(product.post(port, path, event("secret", NOW, "{}", "{}"), header, value)
                        .status())
                .isEqualTo(401);
    }

    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertRefused(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().path("error").asString("")).as("%s", answer).isNotBlank();
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    private static void awaitValue(Product product, String sql, long value) {
        Await.until(sql + " is " + value, APPLIED, () -> {
            try (Connection connection = product.jdbc()) {
                return Sql.count(connection, sql) == value;
            }
        });
    }

    private static String event(String id, String time, String dimensions, String metrics) {
        return event("t", id, time, dimensions, metrics);
    }

    private static String event(String table, String id, String time, String dimensions, String metrics) {
        return "{\"namespace\":\"hostile\",\"table\":\"" + table + "\",\"event_id\":\"" + id + "\",\"event_time\":"
                + time + ",\"dimensions\":" + dimensions + ",\"metrics\":" + metrics + "}";
    }
}
