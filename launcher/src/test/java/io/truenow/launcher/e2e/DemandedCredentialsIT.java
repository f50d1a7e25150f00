package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real product that demands a credential of everybody, with its own commands on the same machine. */
class DemandedCredentialsIT {

    private static final List<Integer> PORTS = List.of(8088, 8081, 8765, 8080, 8001, 9090, 8090);

    private static Product product;

    /** Local secrets that it had, in the order of its starts. */
    private static final List<String> SECRETS = new ArrayList<>();

    @BeforeAll
    static void start() {
        product = Product.start("demanding", Map.of("TRUENOW_REQUIRE_CREDENTIALS", "true"));
        SECRETS.add(secret());
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private static Path secretFile() {
        return product.dataDir().resolve("local-secret");
    }

    private static String secret() {
        try {
            return Files.readString(secretFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String role) {
        Ran made = product.truenow("key", "create", "a key of " + role, "--role", role);
        assertThat(made.exitCode()).as("%s", made).isZero();
        return made.out().strip();
    }

    private static String event(String id) {
        return "{\"namespace\":\"demanded\",\"table\":\"events\",\"event_id\":\"" + id + "\",\"event_time\":"
                + Instant.now().toEpochMilli() * 1_000 + ",\"metrics\":{\"n\":1}}";
    }

    @Test
    void noOperationAnswersACallerWithoutACredential() {
        for (Operation operation : Operation.ALL) {
            assertThat(product.method(operation.method(), operation.port(), operation.path(), operation.newBody())
                            .status())
                    .as("%s", operation)
                    .isEqualTo(401);
        }
    }

    @Test
    void noPortAnswersACallerWithoutACredential() {
        List<Answer> answers = new ArrayList<>();
        for (int port : PORTS) {
            answers.add(product.get(port, "/status"));
            answers.add(product.get(port, "/api"));
            answers.add(product.post(port, "/health", "{}"));
        }
        answers.add(product.post(8088, "/v1/ingest", event("nobody")));
        answers.add(product.post(8088, "/v1/batch", "[" + event("nobody") + "]"));
        answers.add(product.post(8088, "/write?db=demanded", "events n=1"));
        answers.add(product.post(8088, "/api/v2/write?bucket=demanded", "events n=1"));
        answers.add(product.post(8081, "/v1/sql", "{\"sql\":\"SELECT 1\"}"));
        answers.add(product.post(8081, "/v1/query", "{}"));
        answers.add(product.get(8081, "/v1/stats"));
        answers.add(product.get(8081, "/v1/tail?namespace=demanded"));
        answers.add(product.get(8765, "/"));
        answers.add(product.post(8765, "/", "{\"request\":\"openConnection\",\"connectionId\":\"1\"}"));
        answers.add(product.get(8001, "/v1/namespaces"));
        answers.add(product.post(8001, "/v1/namespaces", "{\"name\":\"demanded\"}"));
        answers.add(product.get(9090, "/stats"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().path("error").asString("")).isEqualTo("missing Authorization header");
            assertThat(answer.json().path("code").asString("")).isEqualTo("UNAUTHENTICATED");
        });
        for (String path : List.of("/api/v1/api-keys", "/api/v1/api-keys/key_1")) {
            Answer enveloped = product.get(8080, path);
            assertThat(enveloped.status()).isEqualTo(401);
            assertThat(enveloped.body())
                    .isEqualTo("{\"error\":{\"code\":\"AUTHENTICATION_FAILED\","
                            + "\"message\":\"missing Authorization header\"}}");
        }
    }

    @Test
    void whoWatchesTheServerNeedsNone() {
        for (int port : PORTS) {
            assertThat(product.get(port, "/health").status())
                    .as("port %d", port)
                    .isEqualTo(200);
            assertThat(product.get(port, "/metrics").status())
                    .as("port %d", port)
                    .isEqualTo(200);
        }
        assertThat(product.get(8080, "/health/live").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(product.get(8080, "/health/ready").status()).isEqualTo(200);
        assertThat(product.get(8080, "/health/ready", "X-API-Key", "wrong").status())
                .as("what is presented is checked")
                .isEqualTo(401);
    }

    @Test
    void theCommandsOfThisMachineWorkByTheLocalSecret() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secretFile())))
                .isEqualTo("rw-------");
        byte[] line = (event("by-command") + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(product.truenow(line, "ingest", "-").exitCode()).isZero();
        assertThat(product.truenow("tail", "demanded", "--from", "beginning", "--count", "1")
                        .out())
                .contains("by-command");
        assertThat(product.truenow("status").exitCode()).isZero();
        assertThat(product.truenow("populate").exitCode()).isZero();
        Ran checked = product.truenow("query-check");
        assertThat(checked.exitCode()).as("%s", checked).isZero();
        Ran sql = product.truenow(
                "sql", "SELECT COUNT(*) FROM demanded.events WHERE event_id = 'by-command'", "-o", "csv");
        assertThat(sql.exitCode()).as("%s", sql).isZero();
        assertThat(sql.out()).endsWith("\n1\n");
        assertThat(product.truenow("doctor").exitCode()).isZero();
        Ran verified = product.truenow("verify");
        assertThat(verified.exitCode()).as("%s", verified).isZero();
    }

    @Test
    void aCommandWithAKeyIsThatKeysOwner() {
        String reader = key("reader");
        assertThat(withKey(reader, "sql", "SELECT 1", "-o", "csv").exitCode()).isZero();
        assertThat(withKey(reader, "key", "list").exitCode()).isEqualTo(3);
        Ran wrong = withKey(reader + "0", "sql", "SELECT 1");
        assertThat(wrong.exitCode()).as("%s", wrong).isEqualTo(3);
        assertThat(wrong.err()).contains("TRUENOW_API_KEY").doesNotContain(reader);
        Ran printed = withKey(reader, "config", "print");
        assertThat(printed.out()).contains("TRUENOW_API_KEY", "***").doesNotContain(reader);
        assertThat(printed.err()).doesNotContain("There is no setting");
    }

    private static Ran withKey(String key, String... words) {
        List<String> command =
                new ArrayList<>(List.of(Product.home().resolve("truenow").toString()));
        command.addAll(List.of(words));
        command.addAll(product.place());
        return Ran.run(Product.home(), Map.of("TRUENOW_API_KEY", key), Duration.ofMinutes(1), command);
    }

    @Test
    void aKeyOpensEveryDoorThatItsRoleMay() {
        String writer = key("writer");
        assertThat(product.post(8088, "/v1/ingest", event("by-key"), "Authorization", "Bearer " + writer)
                        .status())
                .isEqualTo(202);
        assertThat(product.post(8081, "/v1/sql", "{\"sql\":\"SELECT 1\"}", "X-API-Key", writer)
                        .status())
                .isEqualTo(200);
        assertThat(product.get(8090, "/status", "X-API-Key", writer).status()).isEqualTo(200);
        assertThat(product.get(8080, "/api/v1/api-keys", "X-API-Key", writer).status())
                .isEqualTo(403);
        assertThat(product.get(8080, "/api/v1/api-keys", "Authorization", "Bearer " + secret())
                        .status())
                .as("the local secret")
                .isEqualTo(200);
    }

    @Test
    void ourDriverTakesTheKeyAndRefusesWithout() throws SQLException {
        String url = "jdbc:truenow://127.0.0.1:" + product.port(8765) + "/";
        try (Connection connection = DriverManager.getConnection(url, "", key("reader"))) {
            assertThat(Sql.count(connection, "SELECT COUNT(*) FROM (VALUES 1)")).isEqualTo(1);
        }
        for (String key : List.of("", "ttd_live_1")) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> {
                        try (Connection connection = DriverManager.getConnection(url, "", key)) {
                            Sql.count(connection, "SELECT COUNT(*) FROM (VALUES 1)");
                        }
                    })
                    .matches(e -> "28000".equals(e.getSQLState()), "SQLSTATE 28000");
        }
    }

    /** As it comes, with the two properties that it documents. */
    @Test
    void avaticasOwnDriverSendsItsPasswordBecauseItIsAsked() throws SQLException {
        try (Connection connection = DriverManager.getConnection(product.jdbcUrl(), avatica(key("reader")))) {
            assertThat(Sql.count(connection, "SELECT COUNT(*) FROM (VALUES 1)")).isEqualTo(1);
            assertThat(Sql.count(connection, "SELECT COUNT(*) FROM sys.domain_events"))
                    .as("what a reader sees of the facts of keys, and not the local administrator")
                    .isZero();
        }
        for (Properties login : List.of(avatica("ttd_live_1"), new Properties())) {
            assertThatThrownBy(() -> {
                        try (Connection connection = DriverManager.getConnection(product.jdbcUrl(), login)) {
                            Sql.count(connection, "SELECT COUNT(*) FROM (VALUES 1)");
                        }
                    })
                    .hasMessageContaining("HTTP/401");
        }
    }

    private static Properties avatica(String password) {
        Properties login = new Properties();
        login.setProperty("authentication", "BASIC");
        login.setProperty("avatica_user", "anyone");
        login.setProperty("avatica_password", password);
        return login;
    }

    private static HttpResponse<String> console(String path, @Nullable String form, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.port(8080) + path));
        if (form != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(form))
                    .header("Content-Type", "application/x-www-form-urlencoded");
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void theConsoleTakesAKeyForASessionAndOnlyForItsScreens() {
        Ran made = product.truenow("key", "create", "a person", "--role", "reader");
        String id = made.err().substring(0, made.err().indexOf(','));
        assertThat(console("/", null).statusCode()).isEqualTo(303);
        assertThat(header(console("/sql", null), "Location")).isEqualTo("/login");
        assertThat(console("/login", null).body()).contains("<label for=\"key\">API key</label>");
        assertThat(console("/login", "key=ttd_live_1").statusCode()).isEqualTo(401);
        assertThat(console("/login", "key=" + secret()).statusCode())
                .as("the secret is for commands")
                .isEqualTo(401);
        assertThat(console("/login", "key=" + made.out().strip(), "Origin", "http://evil.example")
                        .statusCode())
                .as("a form on a page of another site")
                .isEqualTo(403);

        HttpResponse<String> answer = console("/login", "key=" + made.out().strip());
        assertThat(answer.statusCode()).isEqualTo(303);
        String cookie = header(answer, "Set-Cookie").replaceFirst(";.*", "");
        HttpResponse<String> page = console("/sql", null, "Cookie", cookie);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("console/console.css");
        for (String path : List.of("/status", "/api/v1/api-keys")) {
            assertThat(console(path, null, "Cookie", cookie).statusCode())
                    .as("a route that takes a credential in a header: %s", path)
                    .isEqualTo(401);
        }

        assertThat(product.truenow("key", "revoke", id).exitCode()).isZero();
        assertThat(console("/sql", null, "Cookie", cookie).statusCode()).isEqualTo(303);
    }

    /** A browser logs in, asks, follows the figures and is out soon after its key is revoked. */
    @Test
    void aBrowserIsShownWhatItsKeyMaySeeAsLongAsItIsTaken() throws IOException {
        for (String tool : List.of("chromium", "node", "npm")) {
            Shared.requireTool(tool);
        }
        product.truenow((event("for-browsers") + "\n").getBytes(StandardCharsets.UTF_8), "ingest", "-");
        Ran made = product.truenow("key", "create", "a browser", "--role", "reader");
        String id = made.err().substring(0, made.err().indexOf(','));
        assertThat(product.truenow("tenant", "create", "browsers").exitCode()).isZero();
        Ran other = product.truenow("key", "create", "elsewhere", "--role", "admin", "--tenant", "browsers");
        List<String> revoke =
                new ArrayList<>(List.of(Product.home().resolve("truenow").toString(), "key", "revoke", id));
        revoke.addAll(product.place());
        Ran browser = Ran.run(
                Product.home(),
                Map.of(
                        "E2E_MODULES",
                        BrowserModules.installed().toString(),
                        "KEY",
                        made.out().strip(),
                        "OTHER",
                        other.out().strip(),
                        "REVOKE",
                        String.join(" ", revoke)),
                Duration.ofMinutes(3),
                List.of(
                        "node",
                        Product.home()
                                .resolve("admin-ui/src/test/e2e/login.mjs")
                                .toString(),
                        "http://127.0.0.1:" + product.port(8080)));
        assertThat(browser.exitCode()).as("%s", browser).isZero();
    }

    @Test
    void theSecretIsAnotherAfterEachStartAndGoneAfterTheEnd() throws IOException {
        product.kill9();
        String left = secret();
        product.start();
        SECRETS.add(secret());
        assertThat(secret()).isNotEqualTo(left);
        assertThat(product.get(8090, "/status", "X-API-Key", left).status()).isEqualTo(401);
        assertThat(product.truenow("key", "list").exitCode()).isZero();

        product.stop();
        assertThat(secretFile()).doesNotExist();
        product.start();
        SECRETS.add(secret());
        assertThat(SECRETS).doesNotHaveDuplicates();

        try (Stream<Path> logs = Files.walk(product.dataDir().resolve("logs"))) {
            assertThat(logs.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(log -> assertThat(
                            Files.readString(log, StandardCharsets.ISO_8859_1))
                    .doesNotContain(SECRETS));
        }
    }
}
