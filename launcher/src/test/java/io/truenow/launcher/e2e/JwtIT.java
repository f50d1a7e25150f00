package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truenow.infra.jwt.JwtForge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real product that demands credentials and takes JWTs of somebody's login, through every door alike. */
class JwtIT {

    private static final KeyPair ISSUER = JwtForge.rsa(2048);
    private static final KeyPair STRANGER = JwtForge.rsa(2048);
    private static final List<String> SECRETS = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static Product product;

    @BeforeAll
    static void start() throws IOException {
        Path key = Files.writeString(folder.resolve("key.pem"), JwtForge.pem(ISSUER.getPublic()));
        product = Product.start(
                "jwt",
                Map.of(
                        "TRUENOW_REQUIRE_CREDENTIALS",
                        "true",
                        "TTDUST_JWT_PUBLIC_KEY_PATH",
                        key.toString(),
                        "TTDUST_JWT_ISSUER",
                        "login.example"));
    }

    @AfterAll
    static void stop() throws IOException {
        try (Product stopped = product;
                Stream<Path> logs = Files.walk(stopped.dataDir().resolve("logs"))) {
            assertThat(logs.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(log -> assertThat(
                            Files.readString(log, StandardCharsets.ISO_8859_1))
                    .as("nothing of a credential is in the logs")
                    .doesNotContain(SECRETS));
        }
    }

    private static String jwt(KeyPair by, String role, long seconds, String more) {
        long now = Instant.now().getEpochSecond();
        String jwt = JwtForge.rs256(
                "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
                "{\"iss\":\"login.example\",\"aud\":\"ttdust-api\",\"sub\":\"alice@example\",\"iat\":" + now
                        + ",\"exp\":" + (now + seconds) + ",\"roles\":[\"" + role + "\"]" + more + "}",
                by.getPrivate());
        SECRETS.add(jwt);
        return jwt;
    }

    private static String jwt(String role) {
        return jwt(ISSUER, role, 600, "");
    }

    private static String event(String table) {
        return "{\"namespace\":\"signed\",\"table\":\"" + table + "\",\"event_id\":\"" + UUID.randomUUID()
                + "\",\"event_time\":" + Instant.now().toEpochMilli() * 1_000 + ",\"metrics\":{\"n\":1}}";
    }

    private static String bearer(String text) {
        return "Bearer " + text;
    }

    private static int ingest(String table, String jwt) {
        return product.post(8088, "/v1/ingest", event(table), "Authorization", bearer(jwt))
                .status();
    }

    private static Answer ask(String statement, String authorization) {
        return product.post(8081, "/v1/sql", "{\"sql\":\"" + statement + "\"}", "Authorization", authorization);
    }

    @Test
    void everyDoorTakesAJwtAndKeepsToItsRole() {
        assertThat(ingest("orders", jwt("writer"))).isEqualTo(202);
        assertThat(ingest("orders", jwt("reader"))).isEqualTo(403);
        assertThat(ask("SELECT 1", bearer(jwt("reader"))).status()).isEqualTo(200);
        assertThat(ask("SELECT 1", "ApiKey " + jwt("reader")).status()).isEqualTo(200);
        for (int port : List.of(8088, 8081, 8765, 8080, 8001, 9090, 8090)) {
            assertThat(product.get(port, "/status", "Authorization", bearer(jwt("reader")))
                            .status())
                    .as("port %d", port)
                    .isEqualTo(200);
        }
        assertThat(product.get(8080, "/api/v1/api-keys", "Authorization", bearer(jwt("operator")))
                        .status())
                .isEqualTo(403);
        Answer made = product.post(
                8080,
                "/api/v1/api-keys",
                "{\"name\":\"by-jwt\",\"role\":\"reader\"}",
                "Authorization",
                bearer(jwt("admin")),
                "Content-Type",
                "application/json");
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        assertThat(made.json().path("created_by").asString("")).isEqualTo("jwt:alice@example");
    }

    @Test
    void aWrongJwtIsRefusedAtEveryPort() {
        for (String wrong : List.of(
                jwt(STRANGER, "admin", 600, ""),
                jwt(ISSUER, "admin", -120, ""),
                jwt(ISSUER, "admin", 600, ",\"tenant\":\"nowhere\""),
                jwt(ISSUER, "root", 600, ""))) {
            for (int port : List.of(8088, 8081, 8765, 8080, 8001, 9090, 8090)) {
                Answer answer = product.get(port, "/status", "Authorization", bearer(wrong));
                assertThat(answer.status()).as("port %d", port).isEqualTo(401);
                assertThat(answer.json().path("error").asString(""))
                        .isIn("invalid JWT", "JWT expired", "Tenant is inactive");
            }
        }
    }

    @Test
    void scopesAreHeldAtTheTable() {
        assertThat(ingest("mine", jwt("writer"))).isEqualTo(202);
        assertThat(ingest("others", jwt("writer"))).isEqualTo(202);
        String scoped = jwt(ISSUER, "writer", 600, ",\"tables\":[\"signed.mine\"]");
        assertThat(ingest("mine", scoped)).isEqualTo(202);
        assertThat(ingest("others", scoped)).isEqualTo(403);
        assertThat(ask("SELECT COUNT(*) FROM signed.others", bearer(scoped)).status())
                .isEqualTo(400);
    }

    @Test
    void theDriversTakeAJwtAsTheyTakeAKey() throws SQLException {
        String url = "jdbc:truenow://127.0.0.1:" + product.port(8765) + "/";
        try (Connection connection = DriverManager.getConnection(url, "", jwt("reader"))) {
            assertThat(Sql.count(connection, "SELECT COUNT(*) FROM (VALUES 1)")).isEqualTo(1);
        }
        Properties login = new Properties();
        login.setProperty("authentication", "BASIC");
        login.setProperty("avatica_user", "anyone");
        login.setProperty("avatica_password", jwt("reader"));
        try (Connection connection = DriverManager.getConnection(product.jdbcUrl(), login)) {
            assertThat(Sql.count(connection, "SELECT COUNT(*) FROM (VALUES 1)")).isEqualTo(1);
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> {
                    try (Connection connection =
                            DriverManager.getConnection(url, "", jwt(STRANGER, "reader", 600, ""))) {
                        Sql.count(connection, "SELECT COUNT(*) FROM (VALUES 1)");
                    }
                })
                .matches(e -> "28000".equals(e.getSQLState()), "SQLSTATE 28000");
    }

    @Test
    void theConsoleTakesAJwtForASession() {
        assertThat(login(jwt(STRANGER, "reader", 600, "")).statusCode()).isEqualTo(401);
        HttpResponse<String> answer = login(jwt("reader"));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Set-Cookie")).isPresent();
    }

    private static HttpResponse<String> login(String text) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.port(8080) + "/login"))
                .POST(HttpRequest.BodyPublishers.ofString("key=" + text))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Makes a key that signs. */
    private static SigningKey signingKey(String role) {
        Ran made = product.truenow("key", "create", "a key that signs", "--role", role, "--signed");
        assertThat(made.exitCode()).as("%s", made).isZero();
        SECRETS.add(made.out().strip());
        return new SigningKey(
                made.err().substring(0, made.err().indexOf(',')), made.out().strip());
    }

    private record SigningKey(String id, String text) {

        /** The headers of a request, made with the JDK alone. */
        String[] sign(String method, String path, String body, long micros) {
            try {
                HexFormat hex = HexFormat.of();
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                String hash = hex.formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
                String message = method + "\n" + path + "\n" + micros + "\n"
                        + hex.formatHex(sha.digest(body.getBytes(StandardCharsets.UTF_8)));
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(hash.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
                String signature = hex.formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
                SECRETS.add(signature);
                return new String[] {"X-API-Key", id, "X-Timestamp", Long.toString(micros), "X-Signature", signature};
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Test
    void aSignedRequestIsTakenOnceAndAsItWasSigned() {
        SigningKey key = signingKey("writer");
        String body = event("signed");
        String[] headers = key.sign("POST", "/v1/ingest", body, nowMicros());
        assertThat(product.post(8088, "/v1/ingest", event("signed"), headers).status())
                .as("another body")
                .isEqualTo(401);
        assertThat(product.post(8088, "/v1/batch", body, headers).status())
                .as("another path")
                .isEqualTo(401);
        assertThat(product.post(8088, "/v1/ingest", body, headers).status()).isEqualTo(202);
        Answer again = product.post(8088, "/v1/ingest", body, headers);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.json().path("error").asString("")).isEqualTo("this signature was taken before");
        assertThat(product.post(
                                8088,
                                "/v1/ingest",
                                body,
                                key.sign("POST", "/v1/ingest", body, nowMicros() - 301_000_000))
                        .status())
                .as("an old one")
                .isEqualTo(401);
        assertThat(product.post(8088, "/v1/ingest", body, "X-API-Key", key.text())
                        .status())
                .as("the text of a key that signs")
                .isEqualTo(401);

        String sql = "{\"sql\":\"SELECT 1\"}";
        assertThat(product.post(8081, "/v1/sql?x=1%202", sql, key.sign("POST", "/v1/sql?x=1%202", sql, nowMicros()))
                        .status())
                .isEqualTo(200);
        for (int port : List.of(8088, 8081, 8765, 8080, 8001, 9090, 8090)) {
            assertThat(product.get(port, "/status", key.sign("GET", "/status", "", nowMicros()))
                            .status())
                    .as("port %d", port)
                    .isEqualTo(200);
        }
        assertThat(product.truenow("key", "revoke", key.id()).exitCode()).isZero();
        assertThat(product.get(8081, "/status", key.sign("GET", "/status", "", nowMicros()))
                        .status())
                .as("revoked")
                .isEqualTo(401);
        assertThat(product.get(8001, "/metrics").body())
                .contains("truenow_signatures_replayed_total")
                .contains("truenow_signatures_remembered")
                .contains("truenow_jwt_refused_total");
    }

    @Test
    void aServerWithoutAGoodKeyDoesNotStart() throws IOException {
        Path weak = Files.writeString(
                folder.resolve("weak.pem"), JwtForge.pem(JwtForge.rsa(1024).getPublic()));
        try (Product other = Product.unstarted("jwt-weak", Map.of("TTDUST_JWT_PUBLIC_KEY_PATH", weak.toString()))) {
            Ran ran = other.truenow("up");
            assertThat(ran.exitCode()).as("%s", ran).isNotZero();
            assertThat(ran.out() + ran.err()).contains("[1024] bits");
        }
    }
}
