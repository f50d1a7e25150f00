package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code truenow verify} against the running product, over a {@code kill -9}: equal, with the figures that SQL gives. */
class VerifyIT {

    private static final long SEED = Long.getLong("truenow.seed", 11L);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TABLES = 4;
    private static final long T0 = 1_754_772_362_000_000L;

    private final Random random = new Random(SEED);

    @Test
    void whatIsServedEqualsTheLogAlsoAfterAKill() throws Exception {
        System.out.println("[verify] seed " + SEED);
        try (Product product = Product.start("verify", Map.of("TRUENOW_CHECKPOINT_SECONDS", "2"))) {
            ingest(product, 0, 30);
            assertEqual(product);

            ingest(product, 30, 60);
            product.kill9();
            product.start();
            ingest(product, 55, 70);

            assertEqual(product);
        }
    }

    /** Batches in which an event is now and then repeated, or repeated with another value. */
    private void ingest(Product product, int from, int to) {
        for (int batch = from; batch < to; batch++) {
            List<Map<String, Object>> events = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                events.add(event(batch * 20 + i, 0));
            }
            events.add(event(random.nextInt(batch * 20 + 20), 0));
            events.add(event(random.nextInt(batch * 20 + 20), 1));
            Answer answer = product.post(
                    8088,
                    "/v1/batch",
                    JSON.writeValueAsString(
                            Map.of("namespace", "truth", "table", "t" + batch % TABLES, "events", events)));
            assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        }
    }

    /** An event whose content follows from its number, with odd names and values. */
    private static Map<String, Object> event(int number, int changed) {
        Map<String, Object> dimensions = new HashMap<>();
        if (number % 3 != 0) {
            dimensions.put("region", List.of("", "é", "日本", "a:b,c\\d\"e").get(number % 4));
        }
        if (number % 7 == 0) {
            dimensions.put("event_id", "theirs");
            dimensions.put("Name", "n" + number % 5);
        }
        Map<String, Object> metrics = new HashMap<>();
        metrics.put("amount", number * 0.1 + changed);
        if (number % 5 == 0) {
            metrics.put("Name", -1e300 + number);
        }
        return Map.of(
                "event_id",
                "e" + number,
                "event_time",
                T0 + number * 1_001L % 50_000,
                "dimensions",
                dimensions,
                "metrics",
                metrics);
    }

    private void assertEqual(Product product) throws Exception {
        Path file = product.workFolder().resolve("verify.json");
        Ran ran = product.truenow("verify", "--json", file.toString());
        assertThat(ran.exitCode()).as("%s", ran).isZero();
        assertThat(ran.out()).contains("equal: " + TABLES + " tables equal, 0 different, 0 not verified");
        JsonNode report = JSON.readTree(Files.readString(file));
        assertThat(report.path("state").asString()).isEqualTo("equal");
        long conflicting = 0;
        try (Connection connection = product.jdbc()) {
            for (JsonNode table : report.path("tables")) {
                String name = table.path("table").asString();
                assertThat(table.path("hash_log").asString())
                        .isEqualTo(table.path("hash_served").asString());
                assertThat(Sql.rows(
                                connection,
                                "SELECT logged, stored, duplicates, conflicting, difference FROM sys.ingest_audit"
                                        + " WHERE \"table\" = '" + name + "'"))
                        .containsExactly(List.of(
                                table.path("logged").asLong(),
                                table.path("stored").asLong(),
                                table.path("duplicates").asLong(),
                                table.path("conflicting").asLong(),
                                0L));
                assertThat(Sql.count(connection, "SELECT COUNT(*) FROM truth." + name))
                        .isEqualTo(table.path("served").asLong());
                conflicting += table.path("conflicting").asLong();
            }
        }
        assertThat(conflicting).as("conflicting events, seed %d", SEED).isPositive();
    }

    @Test
    void aServerThatIsNotThereIsNotVerified() {
        Ran ran = Ran.run(
                Product.home(),
                Map.of(),
                Duration.ofMinutes(1),
                List.of(
                        Product.home().resolve("truenow").toString(),
                        "verify",
                        "--port-offset",
                        Integer.toString(PortOffset.free()),
                        "--data-dir",
                        Product.home().resolve("launcher/target/none").toString()));

        assertThat(ran.exitCode()).as("%s", ran).isEqualTo(2);
        assertThat(ran.err()).contains("not verified");
    }
}
