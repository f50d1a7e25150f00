package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truenow.events.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** API keys on a real product: every door asks for them, says the same of them, and forgets none over a kill. */
@ExtendWith(SharedProduct.class)
class ApiKeysIT {

    private static final String KEYS = "/api/v1/api-keys";

    private static String event(String namespace, String table) {
        return "{\"namespace\":\"" + namespace + "\",\"table\":\"" + table + "\",\"event_id\":\"" + UUID.randomUUID()
                + "\",\"event_time\":"
                + Instant.now().toEpochMilli() * 1_000 + ",\"metrics\":{\"n\":1}}";
    }

    private static JsonNode create(Product product, String body) {
        Answer made = product.post(8080, KEYS, body, "Content-Type", "application/json");
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.json();
    }

    private static String key(JsonNode made) {
        return made.path("api_key").stringValue();
    }

    private static Answer call(Product product, Operation operation, String key) {
        return product.method(
                operation.method(),
                operation.port(),
                operation.path(),
                operation.newBody(),
                "Authorization",
                "Bearer " + key);
    }

    @Test
    void everyOperationAsksForTheRoleThatTheDocumentsGiveIt(Product product) {
        product.ingest(event("keys", "matrix"));
        Map<Role, String> keys = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            keys.put(role, key(create(product, "{\"name\":\"m\",\"role\":\"" + role.text() + "\"}")));
        }
        List<String> wrong = new ArrayList<>();
        StringBuilder matrix = new StringBuilder();
        for (Operation operation : Operation.ALL) {
            matrix.append(String.format("%-6s %d%-35s", operation.method(), operation.port(), operation.path()));
            keys.forEach((role, key) -> {
                Answer answer = call(product, operation, key);
                boolean may = role.includes(operation.least());
                matrix.append(' ').append(answer.status());
                if ((answer.status() == 403) == may || answer.status() == 401 || answer.status() >= 500) {
                    wrong.add(role + " " + operation + " → " + answer);
                }
            });
            matrix.append('\n');
        }
        System.out.print(matrix);
        assertThat(wrong).isEmpty();
    }

    /** To the letter, but for the port and what stands in angle brackets. */
    @Test
    void theDocumentedCommandMakesAKeyForItsStream(Product product) throws IOException {
        Shared.requireTool("curl");
        product.ingest(event("keysdocumented", "clicks"));
        product.ingest(event("keysdocumented", "others"));
        JsonNode tables =
                product.get(8001, "/v1/namespaces/keysdocumented/tables").json();
        String table = "";
        for (JsonNode one : tables) {
            table = one.path("name").stringValue().equals("clicks")
                    ? one.path("id").stringValue()
                    : table;
        }
        DocumentedCommand command = DocumentedCommand.in(Shared.document("003_")).stream()
                .filter(c -> c.path().equals(KEYS))
                .findFirst()
                .orElseThrow();
        String administrator = key(create(product, "{\"name\":\"documented\",\"role\":\"admin\"}"));

        Ran curl = Ran.run(
                Product.home(),
                Map.of(),
                Duration.ofSeconds(60),
                List.of(
                        "bash",
                        "-c",
                        command.onPort(product.port(8080))
                                .replace("<ADMIN_JWT>", administrator)
                                .replace("<uuid>", table)));
        JsonNode made = JsonMapper.shared().readTree(curl.out());
        assertThat(made.path("key_id").stringValue()).as(curl.out()).startsWith("key_");
        assertThat(made.path("role").stringValue()).isEqualTo("writer");
        assertThat(made.path("created_by").stringValue()).startsWith("key_");
        assertThat(product.post(8088, "/v1/ingest", event("keysdocumented", "clicks"), "X-API-Key", key(made))
                        .status())
                .isEqualTo(202);
        assertThat(product.post(8088, "/v1/ingest", event("keysdocumented", "others"), "X-API-Key", key(made))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theCommandLineMakesListsRotatesAndRevokesKeys(Product product) {
        Ran created = product.truenow(
                "key", "create", "from a shell", "--role", "writer", "--table", "shop.orders", "--table", "web");
        assertThat(created.exitCode()).as("%s", created).isZero();
        assertThat(created.out().strip()).matches("ttd_live_[0-9a-f]{64}");
        String id = created.err().substring(0, created.err().indexOf(','));

        Ran rotated = product.truenow("key", "rotate", id, "--overlap-seconds", "0");
        assertThat(rotated.out().strip())
                .matches("ttd_live_[0-9a-f]{64}")
                .isNotEqualTo(created.out().strip());
        assertThat(product.get(8081, "/v1/stats", "X-API-Key", created.out().strip())
                        .status())
                .isEqualTo(401);
        assertThat(product.get(8081, "/v1/stats", "X-API-Key", rotated.out().strip())
                        .status())
                .isEqualTo(200);

        String line = product.truenow("key", "list")
                .out()
                .lines()
                .filter(l -> l.startsWith(id))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .contains("from a shell", "writer", rotated.out().substring(0, 25), "shop.orders web.*")
                .doesNotContain(rotated.out().strip());

        assertThat(product.truenow("key", "revoke", id).exitCode()).isZero();
        assertThat(product.get(8081, "/v1/stats", "X-API-Key", rotated.out().strip())
                        .status())
                .isEqualTo(401);
        Ran unknown = product.truenow("key", "revoke", "key_nobody");
        assertThat(unknown.exitCode()).isEqualTo(4);
        assertThat(unknown.err().strip()).isEqualTo("truenow: API key not found");
        assertThat(product.truenow("key", "create", "x", "--role", "root").exitCode())
                .isEqualTo(2);
    }

    @Test
    void aWrongKeyIsRefusedByEveryOperation(Product product) {
        JsonNode made = create(product, "{\"name\":\"gone\",\"role\":\"admin\"}");
        String revoked = key(made);
        String last = revoked.substring(revoked.length() - 1);
        String mistyped = revoked.substring(0, revoked.length() - 1) + (last.equals("0") ? "1" : "0");
        Answer gone =
                product.method("DELETE", 8080, KEYS + "/" + made.path("key_id").stringValue(), null);
        assertThat(gone.status()).isEqualTo(204);

        for (String key : List.of(revoked, mistyped, "ttd_live_1", "eyJhbGciOiJub25lIn0.e30.")) {
            for (Operation operation : Operation.ALL) {
                assertThat(call(product, operation, key).status())
                        .as("%s with %s", operation, key)
                        .isIn(401, 429);
            }
        }
    }

    @Test
    void whoGuessesIsNotLookedAtAnyMoreWhateverThePort(Product product) {
        JsonNode made = create(product, "{\"name\":\"guessed\",\"role\":\"admin\"}");
        product.method("DELETE", 8080, KEYS + "/" + made.path("key_id").stringValue(), null);

        List<Integer> statuses = Operation.ALL.stream()
                .map(operation -> call(product, operation, key(made)).status())
                .toList();
        assertThat(statuses.subList(0, 10)).containsOnly(401);
        assertThat(statuses.subList(10, statuses.size())).containsOnly(429);
        assertThat(product.get(8001, "/metrics").body())
                .containsPattern("truenow_access_refused_total\\S* [1-9]")
                .containsPattern("truenow_access_limited_total\\S* [1-9]");
    }

    @Test
    void aKeyForOneTableReachesNoOther(Product product) throws SQLException {
        product.ingest(event("keysopen", "seen"));
        product.ingest(event("keysopen", "hidden"));
        product.ingest(event("keyshidden", "seen"));
        String key = key(
                create(
                        product,
                        "{\"name\":\"one\",\"role\":\"writer\",\"stream_permissions\":[{\"namespace\":\"keysopen\",\"table\":\"seen\"}]}"));

        assertThat(product.post(8088, "/v1/ingest", event("keysopen", "seen"), "X-API-Key", key)
                        .status())
                .isEqualTo(202);
        for (String other : List.of(event("keysopen", "hidden"), event("keyshidden", "seen"), event("keysnew", "t"))) {
            assertThat(product.post(8088, "/v1/ingest", other, "X-API-Key", key).status())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(product.get(8001, "/v1/namespaces", "X-API-Key", key).body())
                .contains("keysopen")
                .doesNotContain("keyshidden")
                .doesNotContain("keysnew");
        assertThat(product.get(8001, "/v1/namespaces/keyshidden/tables", "X-API-Key", key)
                        .status())
                .isEqualTo(404);
        assertThat(product.get(8081, "/v1/stats", "X-API-Key", key).body()).doesNotContain("hidden");

        try (Connection connection = connect(product, key)) {
            Await.until(
                    "both events are there",
                    Duration.ofSeconds(10),
                    () -> count(connection, "SELECT COUNT(*) FROM keysopen.seen") == 2);
            assertThat(count(connection, "SELECT COUNT(*) FROM sys.tables WHERE namespace LIKE 'keys%'"))
                    .isEqualTo(1);
            for (String hidden : List.of("keysopen.hidden", "keyshidden.seen")) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> Sql.count(connection, "SELECT COUNT(*) FROM " + hidden))
                        .withMessageContaining("not found");
            }
        }
    }

    private static long count(Connection connection, String sql) {
        try {
            return Sql.count(connection, sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Connection connect(Product product, String key) throws SQLException {
        return DriverManager.getConnection("jdbc:truenow://127.0.0.1:" + product.port(8765) + "/", "", key);
    }

    @Test
    void anOpenConnectionOfARevokedKeyAsksNothingMore(Product product) throws SQLException {
        JsonNode made = create(product, "{\"name\":\"jdbc\",\"role\":\"reader\"}");
        try (Connection connection = connect(product, key(made))) {
            assertThat(Sql.count(connection, "SELECT COUNT(*) FROM (VALUES 1)")).isEqualTo(1);
            product.method("DELETE", 8080, KEYS + "/" + made.path("key_id").stringValue(), null);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Sql.rows(connection, "SELECT COUNT(*) FROM (VALUES 1)"))
                    .matches(e -> "28000".equals(e.getSQLState()), "SQLSTATE 28000");
        }
    }

    @Test
    void aKillForgetsNoKeyAndNoRevocationAndNothingKeepsTheText(Product product) {
        JsonNode kept = product.post(
                        8080, KEYS, "{\"name\":\"kept\",\"role\":\"reader\"}", "Idempotency-Key", "kept-once")
                .json();
        JsonNode gone = create(product, "{\"name\":\"gone\",\"role\":\"reader\"}");
        JsonNode rotated = product.post(
                        8080, KEYS + "/" + kept.path("key_id").stringValue() + "/rotate", "{\"overlap_seconds\":3600}")
                .json();
        product.method("DELETE", 8080, KEYS + "/" + gone.path("key_id").stringValue(), null);

        product.kill9();
        product.start();

        Operation stats = new Operation("GET", 8081, "/v1/stats", null, Role.READER);
        assertThat(call(product, stats, key(kept)).status()).isEqualTo(200);
        assertThat(call(product, stats, key(rotated)).status()).isEqualTo(200);
        assertThat(call(product, stats, key(gone)).status()).isEqualTo(401);
        List<String> secrets = Stream.of(kept, gone, rotated)
                .map(made -> key(made).substring(25))
                .toList();
        assertThat(filesWith(product.dataDir(), secrets))
                .as("files that hold the secret part of a key")
                .isEmpty();
        Answer facts = product.post(
                8081,
                "/v1/sql",
                "{\"sql\":\"SELECT type, address, payload FROM sys.domain_events WHERE type LIKE 'ApiKey%'\"}");
        assertThat(facts.body())
                .contains(
                        "\"ApiKeyCreated\",\"127.0.0.1\"",
                        "\"ApiKeyRotated\",\"127.0.0.1\"",
                        "\"ApiKeyRevoked\",\"127.0.0.1\"")
                .doesNotContain(key(kept).substring(25))
                .doesNotContain("sha256");
    }

    private static List<Path> filesWith(Path folder, List<String> texts) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, texts))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, List<String> texts) {
        try {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            return texts.stream().anyMatch(content::contains);
        } catch (IOException gone) {
            return false;
        }
    }
}
