package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Two tenants on one product: each has its own names, and none finds the other's, by name, by list or by id. */
@ExtendWith(SharedProduct.class)
class TenantsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CANARY = "canary-7f3a";

    private static JsonNode json(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return answer.json();
    }

    private static String key(Product product, String tenant, String role) {
        Ran made = product.truenow("key", "create", "t", "--role", role, "--tenant", tenant);
        assertThat(made.exitCode()).as("%s", made).isZero();
        return made.out().strip();
    }

    private static String event(String table, String who) {
        return "{\"namespace\":\"shared\",\"table\":\"" + table + "\",\"event_id\":\"" + UUID.randomUUID()
                + "\",\"event_time\":" + Instant.now().toEpochMilli() * 1_000 + ",\"dimensions\":{\"who\":\"" + who
                + "\"},\"metrics\":{\"n\":1}}";
    }

    private static Answer sql(Product product, String key, String statement) {
        return product.post(8081, "/v1/sql", "{\"sql\":\"" + statement + "\"}", "X-API-Key", key);
    }

    private static String rows(Product product, String key, String statement) {
        Answer answer = sql(product, key, statement);
        return answer.status() + " " + answer.json().path("rows");
    }

    /** All of the matrix, by an administrator of another tenant: its own things, the server's none, and nothing of the first tenant. */
    @Test
    void everyOperationKeepsToTheTenantOfItsCaller(Product product) {
        json(product.post(8088, "/v1/ingest", event("canary_7f3a", CANARY)), 202);
        JsonNode schema = json(
                product.post(
                        8080,
                        "/api/v1/schemas",
                        "{\"name\":\"canary_7f3a\",\"namespace\":\"shared\",\"definition\":{}}"),
                201);
        await().atMost(SOON)
                .until(() -> product.post(8081, "/v1/sql", "{\"sql\":\"SELECT who FROM shared.canary_7f3a\"}")
                        .body()
                        .contains(CANARY));
        assertThat(product.truenow("tenant", "create", "matrix").exitCode()).isZero();
        String administrator = key(product, "matrix", "admin");
        List<String> wrong = new ArrayList<>();
        for (Operation operation : Operation.ALL) {
            Answer answer = product.method(
                    operation.method(),
                    operation.port(),
                    operation.path(),
                    operation.newBody(),
                    "X-API-Key",
                    administrator);
            boolean refused = answer.status() == 403;
            if (refused != operation.isOfTheServer()
                    || answer.status() == 401
                    || answer.status() >= 500
                    || leaks(answer)
                    || answer.body().contains(schema.path("schema_id").stringValue())) {
                wrong.add(operation + " → " + answer);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void twoTenantsShareNamesAndNothingElse(Product product) {
        assertThat(product.truenow("tenant", "create", "one").exitCode()).isZero();
        assertThat(product.truenow("tenant", "create", "two").exitCode()).isZero();
        assertThat(product.truenow("tenant", "create", "two").exitCode()).isEqualTo(5);
        String one = key(product, "one", "admin");
        String two = key(product, "two", "admin");
        json(product.post(8088, "/v1/ingest", event("same", "first"), "X-API-Key", one), 202);
        json(product.post(8088, "/v1/ingest", event("same", CANARY), "X-API-Key", two), 202);
        json(product.post(8088, "/v1/ingest", event("theirs", CANARY), "X-API-Key", two), 202);
        await().atMost(SOON)
                .until(() -> rows(product, one, "SELECT who FROM shared.same").equals("200 [[\"first\"]]"));
        await().atMost(SOON)
                .until(() -> rows(product, two, "SELECT who FROM shared.theirs").equals("200 [[\"" + CANARY + "\"]]"));

        assertThat(rows(product, one, "SELECT who FROM shared.same")).isEqualTo("200 [[\"first\"]]");
        JsonNode schema = json(
                product.post(
                        8080,
                        "/api/v1/schemas",
                        "{\"name\":\"canary_7f3a\",\"namespace\":\"shared\",\"definition\":{}}",
                        "X-API-Key",
                        two),
                201);
        JsonNode stream = json(
                product.post(
                        8080,
                        "/api/v1/streams",
                        "{\"name\":\"canary_7f3a\",\"schema_id\":\""
                                + schema.path("schema_id").stringValue() + "\"}",
                        "X-API-Key",
                        two),
                201);
        String keyOfTwo = json(product.get(8080, "/api/v1/api-keys", "X-API-Key", two), 200)
                .at("/api_keys/0/key_id")
                .stringValue();
        String tableOfTwo = json(product.get(8001, "/v1/namespaces/shared/tables", "X-API-Key", two), 200)
                .get(0)
                .path("id")
                .stringValue();

        List<String> guesses = List.of(
                "GET /api/v1/schemas/" + schema.path("schema_id").stringValue(),
                "GET /api/v1/schemas/" + schema.path("schema_id").stringValue() + "/versions",
                "DELETE /api/v1/schemas/" + schema.path("schema_id").stringValue(),
                "GET /api/v1/streams/" + stream.path("stream_id").stringValue(),
                "DELETE /api/v1/streams/" + stream.path("stream_id").stringValue(),
                "GET /api/v1/streams/str_" + tableOfTwo,
                "DELETE /api/v1/api-keys/" + keyOfTwo,
                "POST /api/v1/api-keys/" + keyOfTwo + "/rotate",
                "GET /api/v1/tenants/two",
                "GET /api/v1/tenants/default");
        List<String> found = new ArrayList<>();
        for (String guess : guesses) {
            String[] parts = guess.split(" ", 2);
            Answer answer =
                    product.method(parts[0], 8080, parts[1], parts[0].equals("POST") ? "{}" : null, "X-API-Key", one);
            if (answer.status() != 404 || leaks(answer)) {
                found.add(guess + " → " + answer);
            }
        }
        for (String look : List.of(
                "8080 /api/v1/schemas",
                "8080 /api/v1/streams",
                "8080 /api/v1/api-keys",
                "8080 /api/v1/tenants",
                "8001 /v1/namespaces",
                "8001 /v1/namespaces/shared/tables",
                "8081 /v1/stats",
                "9090 /stats")) {
            String[] parts = look.split(" ", 2);
            Answer answer = product.get(Integer.parseInt(parts[0]), parts[1], "X-API-Key", one);
            if (answer.status() != 200 || leaks(answer) || answer.body().contains(keyOfTwo)) {
                found.add(look + " → " + answer);
            }
        }
        for (String table : List.of(
                "tables",
                "columns",
                "segments",
                "queries",
                "connections",
                "domain_events",
                "processors",
                "meters",
                "settings",
                "checkpoints",
                "ingest_audit")) {
            Answer answer = sql(product, one, "SELECT * FROM sys." + table);
            if (leaks(answer) || answer.body().contains(keyOfTwo)) {
                found.add("sys." + table + " → " + answer);
            }
        }
        assertThat(found).isEmpty();
        assertThat(sql(product, one, "SELECT who FROM shared.theirs").status()).isEqualTo(400);

        Ran verified = product.truenow("verify");
        assertThat(verified.exitCode())
                .as("the tables of others are neither lost nor compared: %s", verified)
                .isZero();

        assertThat(product.truenow("tenant", "suspend", "two").exitCode()).isZero();
        assertThat(sql(product, two, "SELECT 1").status()).isEqualTo(401);
        assertThat(product.post(8088, "/v1/ingest", event("same", "late"), "X-API-Key", two)
                        .status())
                .isEqualTo(401);
        assertThat(sql(product, one, "SELECT 1").status()).isEqualTo(200);
        assertThat(product.truenow("tenant", "resume", "two").exitCode()).isZero();
        assertThat(rows(product, two, "SELECT COUNT(*) FROM shared.same")).isEqualTo("200 [[1]]");
        assertThat(product.truenow("tenant", "list").out()).contains("default", "one", "two");
    }

    private static boolean leaks(Answer answer) {
        return answer.body().contains(CANARY)
                || answer.body().contains("canary_7f3a")
                || answer.body().contains("theirs");
    }
}
