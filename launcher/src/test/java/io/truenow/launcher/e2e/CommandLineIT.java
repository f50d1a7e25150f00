package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The {@code truenow} command: what it prints and with which code it ends. */
@ExtendWith(SharedProduct.class)
class CommandLineIT {

    private static final int OK = 0;
    private static final int FAILURE = 1;
    private static final int USAGE = 2;
    private static final int NOT_FOUND = 4;
    private static final int UNAVAILABLE = 7;
    private static final int PARTIAL = 8;

    @Test
    void versionAndHelpNeedNoServer() {
        Ran version = plain("version");
        assertThat(version.exitCode()).isEqualTo(OK);
        assertThat(version.out()).contains("0.1.0-SNAPSHOT");

        Ran help = plain("--help");
        assertThat(help.exitCode()).isEqualTo(OK);
        assertThat(help.out())
                .contains("up", "down", "status", "logs", "ingest", "sql", "doctor", "version", "build", "test");

        assertThat(plain("sql", "--help").out()).contains("--data-dir", "--port-offset", "--output");
    }

    @Test
    void aWrongCommandLineIsAUsageError() {
        assertThat(plain("fly").exitCode()).isEqualTo(USAGE);
        assertThat(plain("sql", "SELECT 1", "SELECT 2").exitCode()).isEqualTo(USAGE);
        assertThat(plain("sql", "SELECT 1", "-o", "xml").exitCode()).isEqualTo(USAGE);
        assertThat(plain("up", "--port-offset", "far").exitCode()).isEqualTo(USAGE);
    }

    @Test
    void withoutAServerACommandSaysSo() {
        String offset = Integer.toString(PortOffset.free());
        Ran sql = plain("sql", "SELECT 1", "--port-offset", offset);
        assertThat(sql.exitCode()).as("%s%s", sql.out(), sql.err()).isEqualTo(UNAVAILABLE);
        assertThat(sql.err()).contains("truenow up").doesNotContain("\tat ");

        Ran ingest = run(line("i", "1").getBytes(StandardCharsets.UTF_8), "ingest", "-", "--port-offset", offset);
        assertThat(ingest.exitCode()).as("%s%s", ingest.out(), ingest.err()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void sqlPrintsATableJsonOrCsv(Product product) {
        String sql =
                "SELECT * FROM (VALUES (1, 'a,b', CAST(NULL AS VARCHAR)), (2, '日本', '')) AS t (n, s, e) ORDER BY n";

        Ran table = product.truenow("sql", sql);
        assertThat(table.exitCode()).as("%s%s", table.out(), table.err()).isEqualTo(OK);
        assertThat(table.out()).contains("日本").contains("NULL").contains("2 rows");

        Ran json = product.truenow("sql", sql, "-o", "json");
        JsonNode answer = json.json();
        assertThat(answer.path("columns").path(0).path("name").asString("")).isEqualToIgnoringCase("n");
        assertThat(answer.path("columns").path(1).path("type").asString("")).isNotBlank();
        assertThat(answer.path("rows").path(1).path(1).asString("")).isEqualTo("日本");
        assertThat(answer.path("rows").path(0).path(2).isNull()).isTrue();
        assertThat(answer.path("row_count").asInt()).isEqualTo(2);
        assertThat(answer.path("elapsed_ms").isNumber()).isTrue();

        Ran csv = product.truenow("sql", sql, "-o", "csv");
        assertThat(csv.out().lines().skip(1)).containsExactly("1,\"a,b\",", "2,日本,\"\"");
    }

    @Test
    void anotherNumberOfMadeUpEventsIsASetOfItsOwn(Product product) {
        for (String count : List.of("21", "12345")) {
            Ran sent = product.truenow("populate", "--seed", "7", "--count", count);
            assertThat(sent.exitCode()).as("%s", sent).isEqualTo(OK);
            assertThat(sent.out()).contains("source = populate-7-" + count);
        }
        for (String count : List.of("21", "12345")) {
            Ran checked = product.truenow("query-check", "--seed", "7", "--count", count);
            assertThat(checked.exitCode()).as("%s", checked).isEqualTo(OK);
        }
        assertThat(product.truenow("populate", "--count", "20").exitCode()).isEqualTo(USAGE);
        assertThat(product.truenow("populate", "--count", "100001").exitCode()).isEqualTo(USAGE);
    }

    @Test
    void aWrongStatementIsAFailureWithASentence(Product product) {
        Ran ran = product.truenow("sql", "SELECT * FROM nowhere.nothing");

        assertThat(ran.exitCode()).isEqualTo(FAILURE);
        assertThat(ran.err()).contains("nowhere").doesNotContain("\tat ");
        assertThat(ran.err().lines().count()).isLessThanOrEqualTo(3);
    }

    @Test
    void statementsOfStandardInputRunUpToTheFirstThatIsRefused(Product product) {
        Ran ran = product.truenow(
                "VALUES (1); VALUES (2);\nSELECT nosuch FROM sys.tables; VALUES (3)".getBytes(StandardCharsets.UTF_8),
                "sql",
                "-o",
                "csv");

        assertThat(ran.exitCode()).as("%s", ran).isEqualTo(1);
        assertThat(ran.out().lines().filter(line -> line.matches("\\d"))).containsExactly("1", "2");
        assertThat(ran.err()).contains("nosuch").hasLineCount(1);
    }

    @Test
    void theShellAnswersOnATerminalAndGoesOnAfterAnError(Product product) {
        String command = Product.home().resolve("truenow") + " sql " + String.join(" ", product.place());
        Ran ran = Ran.run(
                Product.home(),
                Map.of("XDG_STATE_HOME", product.workFolder().toString(), "TERM", "dumb"),
                Duration.ofMinutes(1),
                List.of("script", "--quiet", "--return", "--command", command, "/dev/null"),
                "SELECT 40 +\n2 AS answer;\nSELECT nosuch;\n\\o csv\nVALUES (7);\n\\d sys.tables\n\\q\n"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(ran.exitCode()).as("%s", ran).isZero();
        assertThat(ran.out())
                .contains("answer")
                .contains("42")
                .containsPattern("error: .*nosuch")
                .containsPattern("(?m)^7\r?$");
        assertThat(product.workFolder().resolve("truenow/sql_history"))
                .content()
                .contains("SELECT 40");
    }

    @Test
    void ingestReadsStandardInputAndNamesTheLinesItCouldNotSend(Product product) {
        String lines = line("a", "1700000000000000") + line("b", "1700000000000001") + "\n" + line("c", "1700000000")
                + line("d", "1700000000000002");

        Ran ran = product.truenow(lines.getBytes(StandardCharsets.UTF_8), "ingest", "-");

        assertThat(ran.exitCode()).as("%s%s", ran.out(), ran.err()).isEqualTo(PARTIAL);
        assertThat(ran.out()).contains("3 accepted").contains("1 rejected");
        assertThat(ran.err()).contains("line 4");
        awaitCount(product, "lines", 3);
    }

    @Test
    void ingestTakesNamesForLinesThatHaveNone(Product product) {
        byte[] lines = "{\"event_id\":\"x\",\"event_time\":1700000000000000,\"metrics\":{\"v\":1}}"
                .getBytes(StandardCharsets.UTF_8);

        Ran ran = product.truenow(lines, "ingest", "-", "--namespace", "cli", "--table", "named");

        assertThat(ran.exitCode()).as("%s%s", ran.out(), ran.err()).isEqualTo(OK);
        awaitCount(product, "named", 1);
    }

    @Test
    void aMissingFileOrLogIsNotFound(Product product) {
        assertThat(product.truenow("ingest", "no-such-file.ndjson").exitCode()).isEqualTo(NOT_FOUND);
        assertThat(product.truenow("logs", "nobody").exitCode()).isEqualTo(NOT_FOUND);
    }

    @Test
    void doctorFindsTheServersPortsAndASettingThatIsWrong(Product product) {
        Ran ran = product.truenow("doctor", "-o", "json");

        assertThat(ran.exitCode()).as("%s%s", ran.out(), ran.err()).isEqualTo(OK);
        assertThat(ran.json().values())
                .anySatisfy(f -> {
                    assertThat(f.path("check").asString("")).startsWith("port ");
                    assertThat(f.path("found").asString("")).contains("The server here: gateway");
                })
                .anySatisfy(f -> assertThat(f.path("found").asString("")).startsWith("It runs, process "))
                .allSatisfy(f -> assertThat(f.path("level").asString("")).isIn("ok", "warn", "unknown"));

        Ran wrong = run(Map.of("GATEWAY_PORT", "far"), new byte[0], "doctor");
        assertThat(wrong.exitCode()).as("%s%s", wrong.out(), wrong.err()).isEqualTo(FAILURE);
        assertThat(wrong.out()).contains("fail").contains("GATEWAY_PORT").contains("->");
    }

    @Test
    void logsPrintTheEndOfARolesLog(Product product) {
        Ran ran = product.truenow("logs", "-n", "5");

        assertThat(ran.exitCode()).as("%s%s", ran.out(), ran.err()).isEqualTo(OK);
        assertThat(ran.out().lines().count()).isBetween(1L, 5L);
    }

    private static void awaitCount(Product product, String table, long count) {
        Await.until(count + " events in cli." + table, Duration.ofSeconds(20), () -> {
            try (var connection = product.jdbc()) {
                return Sql.count(connection, "SELECT COUNT(*) FROM cli." + table) == count;
            }
        });
    }

    private static String line(String id, String time) {
        return "{\"namespace\":\"cli\",\"table\":\"lines\",\"event_id\":\"" + id + "\",\"event_time\":" + time + "}\n";
    }

    private static Ran plain(String... arguments) {
        return run(new byte[0], arguments);
    }

    private static Ran run(byte[] standardInput, String... arguments) {
        return run(Map.of(), standardInput, arguments);
    }

    private static Ran run(Map<String, String> environment, byte[] standardInput, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Product.home().resolve("truenow").toString()));
        command.addAll(List.of(arguments));
        return Ran.run(Product.home(), environment, Duration.ofSeconds(60), command, standardInput);
    }
}
