package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The curl commands of the user manual and the README, to the letter, have the documented answers. */
@Order(1)
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DocumentedCommandsIT {

    private static final Set<Integer> BUILT = Set.of(8088, 8081, 8001, 9090);
    private static final Duration APPLIED = Duration.ofSeconds(20);

    private final List<DocumentedCommand> commands = new ArrayList<>();

    /** What an answer looks like: the status that curl appends, and the body. */
    private record Curled(int status, JsonNode body) {}

    @BeforeAll
    void read() throws IOException {
        Shared.requireTool("curl");
        for (String document : List.of("000_", "001_")) {
            DocumentedCommand.in(Shared.document(document)).stream()
                    .filter(c -> BUILT.contains(c.port()))
                    .forEach(commands::add);
        }
    }

    @Test
    @Order(1)
    void everyCommandOfTheDocumentsIsFound() {
        assertThat(of(8088, "/v1/ingest")).hasSize(8);
        assertThat(of(8088, "/v1/batch")).hasSize(2);
        assertThat(of(8081, "/v1/query")).hasSize(8);
        assertThat(of(8081, "/v1/stats")).hasSize(2);
        assertThat(of(9090, "/stats")).hasSize(1);
        assertThat(commands.stream().filter(c -> c.path().equals("/health"))).hasSize(9);
        assertThat(commands).hasSize(30);
    }

    @Test
    @Order(2)
    void ingestAnswersAcceptedAndTheEventId(Product product) throws IOException {
        for (DocumentedCommand command : of(8088, "/v1/ingest")) {
            Curled answer = curl(product, command);

            assertThat(answer.status()).as(command.text()).isEqualTo(202);
            assertThat(answer.body().path("status").asString("")).isEqualTo("accepted");
            String sent = literalId(command.text());
            String got = answer.body().path("event_id").asString("");
            if (sent.isEmpty()) {
                assertThat(got).as("a made-up id").matches("[0-9a-f-]{36}");
            } else {
                assertThat(got).isEqualTo(sent);
            }
        }
    }

    @Test
    @Order(3)
    void batchAnswersHowManyCameAndHowManyWereAccepted(Product product) throws IOException {
        for (DocumentedCommand command : of(8088, "/v1/batch")) {
            Curled answer = curl(product, command);

            assertThat(answer.status()).as(command.text()).isEqualTo(202);
            assertThat(answer.body().path("status").asString("")).isEqualTo("accepted");
            assertThat(answer.body().path("events_received").asInt()).isEqualTo(2);
            assertThat(answer.body().path("events_accepted").asInt()).isEqualTo(2);
        }
    }

    @Test
    @Order(4)
    void queriesAnswerTheDocumentedRows(Product product) throws IOException {
        awaitCount(product, "production", "events", 2);
        awaitCount(product, "test", "events", 4);
        awaitCount(product, "mycompany", "sales", 1);
        List<DocumentedCommand> queries = of(8081, "/v1/query");

        JsonNode plain = only(rows(product, queries.get(0)));
        assertThat(plain.path("group").asString()).isEqualTo("default");
        assertThat(plain.path("count").asInt()).isEqualTo(2);

        JsonNode filtered = only(rows(product, queries.get(1)));
        assertThat(filtered.path("count").asInt()).isEqualTo(1);

        List<JsonNode> sums = rows(product, queries.get(2));
        assertThat(sums).hasSize(2);
        assertRow(sums.get(0), "region:eu-west", 1, 149.99, 149.99);
        assertRow(sums.get(1), "region:us-east", 1, 99.99, 99.99);

        List<JsonNode> means = rows(product, queries.get(3));
        assertThat(means).hasSize(2);
        assertRow(means.get(0), "product:widget-a", 1, 45.2, 45.2);
        assertThat(means.get(1).path("group").asString()).isEqualTo("product:widget-b");
        assertThat(means.get(1).path("value").isNull())
                .as("no processing time: no value")
                .isTrue();

        JsonNode counted = only(rows(product, queries.get(4)));
        assertThat(counted.path("group").asString()).isEqualTo("region:us-east,product:widget-a");
        assertThat(counted.path("value").asInt()).isEqualTo(1);

        assertThat(only(rows(product, queries.get(5))).path("count").asInt()).isEqualTo(1);
        assertThat(only(rows(product, queries.get(6))).path("count").asInt()).isEqualTo(4);

        List<JsonNode> countries = rows(product, queries.get(7));
        assertThat(countries).hasSize(3);
        assertRow(countries.get(0), "country:UK", 1, 20, 20);
        assertRow(countries.get(1), "country:US", 2, 20.5, 10.25);
        assertThat(countries.get(2).path("group").asString()).isEqualTo("country:null");
        assertThat(countries.get(2).path("count").asInt()).isEqualTo(1);
        assertThat(countries.get(2).path("value").isNull()).isTrue();
    }

    @Test
    @Order(5)
    void statsNameTheNamespacesAndCountTheEvents(Product product) throws IOException {
        for (DocumentedCommand command : of(8081, "/v1/stats")) {
            JsonNode body = ok(product, command);

            assertThat(body.path("namespaces").valueStream().map(JsonNode::asString))
                    .contains("production", "test", "mycompany", "ecommerce_prod", "iot_sensors", "gaming", "live");
            assertThat(body.path("total_events").asLong()).isGreaterThanOrEqualTo(11);
            assertThat(body.path("events_per_second").isNumber()).isTrue();
            assertThat(body.path("uptime_seconds").isIntegralNumber()).isTrue();
        }
        JsonNode hot = ok(product, of(9090, "/stats").getFirst());
        assertThat(hot.path("namespaces").path("production").path("events").asLong())
                .as("%s", hot)
                .isEqualTo(2);
    }

    @Test
    @Order(6)
    void healthSaysWhoAnswers(Product product) throws IOException {
        Map<Integer, String> services =
                Map.of(8001, "control-plane", 8088, "gateway", 9090, "hot-tier", 8081, "query-api");
        for (DocumentedCommand command : commands) {
            if (command.path().equals("/health")) {
                JsonNode body = ok(product, command);

                assertThat(body.path("status").asString()).isEqualTo("healthy");
                assertThat(body.path("service").asString()).isEqualTo(services.get(command.port()));
                assertThat(body.path("uptime").isIntegralNumber()).isTrue();
                assertThat(body.path("version").asString()).isNotBlank();
            }
        }
    }

    @Test
    @Order(7)
    void theGatewaysMetersHaveAnIngestRate(Product product) {
        assertThat(product.get(8088, "/metrics").body().lines())
                .anyMatch(line -> line.contains("ingest_rate") && !line.startsWith("#"));
    }

    @Test
    @Order(8)
    void theLogSaysAcceptedAndNoLogSaysError(Product product) throws IOException {
        Await.until("a summary line in the gateway's log", APPLIED, () -> product.log("gateway")
                .contains("accepted"));
        Pattern error = Pattern.compile("error|panic|fatal", Pattern.CASE_INSENSITIVE);
        try (var logs = Files.newDirectoryStream(product.dataDir().resolve("logs"), "*.log")) {
            for (Path log : logs) {
                assertThat(Files.readAllLines(log).stream()
                                .filter(line -> error.matcher(line).find()))
                        .as("lines with the word error in %s", log.getFileName())
                        .isEmpty();
            }
        }
    }

    private List<DocumentedCommand> of(int port, String path) {
        return commands.stream()
                .filter(c -> c.port() == port && c.path().equals(path))
                .toList();
    }

    private static String literalId(String text) {
        var id = Pattern.compile("\"event_id\": ?\"([A-Za-z0-9_-]+)\"").matcher(text);
        return id.find() ? id.group(1) : "";
    }

    /** Runs a command as it stands; curl's own settings file makes it append the status. */
    private static Curled curl(Product product, DocumentedCommand command) throws IOException {
        Path settings = product.workFolder().resolve("curl");
        if (!Files.exists(settings)) {
            Files.createDirectories(settings);
            Files.writeString(settings.resolve(".curlrc"), "silent\nshow-error\nwrite-out = \"\\n%{http_code}\"\n");
            Path uuidgen = Files.writeString(
                    settings.resolve("uuidgen"), "#!/bin/sh\nexec cat /proc/sys/kernel/random/uuid\n");
            Files.setPosixFilePermissions(uuidgen, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Map<String, String> environment =
                Map.of("CURL_HOME", settings.toString(), "PATH", System.getenv("PATH") + ":" + settings);
        Ran ran = Ran.run(
                settings,
                environment,
                Duration.ofSeconds(30),
                List.of("bash", "-c", command.onPort(product.port(command.port()))));
        assertThat(ran.exitCode()).as("%s\n%s", command.text(), ran.err()).isZero();
        int end = ran.out().lastIndexOf('\n');
        return new Curled(
                Integer.parseInt(ran.out().substring(end + 1).strip()),
                new Answer(0, ran.out().substring(0, end)).json());
    }

    private static JsonNode ok(Product product, DocumentedCommand command) throws IOException {
        Curled answer = curl(product, command);
        assertThat(answer.status()).as("%s → %s", command.text(), answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static List<JsonNode> rows(Product product, DocumentedCommand command) throws IOException {
        JsonNode body = ok(product, command);
        JsonNode metadata = body.path("metadata");
        assertThat(metadata.path("query_time_ms").isNumber()).as("%s", body).isTrue();
        assertThat(metadata.path("records_scanned").isIntegralNumber()).isTrue();
        assertThat(metadata.path("cache_hit").isBoolean()).isTrue();
        List<JsonNode> rows = body.path("results").valueStream().toList();
        for (JsonNode row : rows) {
            for (String field : List.of("timestamp", "group", "count", "sum", "avg", "min", "max")) {
                assertThat(row.has(field)).as("field %s of %s", field, row).isTrue();
            }
        }
        return rows;
    }

    private static JsonNode only(List<JsonNode> rows) {
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private static void assertRow(JsonNode row, String group, int count, double sum, double mean) {
        assertThat(row.path("group").asString()).isEqualTo(group);
        assertThat(row.path("count").asInt()).as("%s", row).isEqualTo(count);
        assertThat(row.path("sum").asDouble()).as("%s", row).isEqualTo(sum);
        assertThat(row.path("avg").asDouble()).as("%s", row).isEqualTo(mean);
        assertThat(row.path("min").asDouble()).as("%s", row).isLessThanOrEqualTo(mean);
        assertThat(row.path("max").asDouble()).as("%s", row).isGreaterThanOrEqualTo(mean);
    }

    private static void awaitCount(Product product, String namespace, String table, long count) {
        Await.until(count + " events in " + namespace + "." + table, APPLIED, () -> {
            try (var connection = product.jdbc()) {
                return Sql.count(connection, "SELECT COUNT(*) FROM " + namespace + "." + table) == count;
            }
        });
    }
}
