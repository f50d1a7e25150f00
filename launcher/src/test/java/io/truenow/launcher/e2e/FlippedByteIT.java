package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** One flipped byte in a checkpoint or in the log: it is found, named, and never served as if nothing were wrong. */
class FlippedByteIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCHES = 6;
    private static final int ROWS = 50;
    private static final long T0 = 1_754_772_362_000_000L;

    /** Where a table's records are. */
    private record Where(int partition, List<Long> offsets) {}

    private static Where ingest(Product product, String table) {
        return ingest(product, table, 0, ROWS);
    }

    private static Where ingest(Product product, String table, int firstBatch, int rows) {
        int partition = -1;
        List<Long> offsets = new ArrayList<>();
        for (int batch = firstBatch; batch < firstBatch + BATCHES; batch++) {
            List<Map<String, Object>> events = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                events.add(Map.of(
                        "event_id",
                        table + "-" + batch + "-" + i,
                        "event_time",
                        T0 + batch * 1_000 + i,
                        "dimensions",
                        Map.of("region", "r" + i % 3),
                        "metrics",
                        Map.of("amount", i)));
            }
            Answer answer = product.post(
                    8088,
                    "/v1/batch",
                    JSON.writeValueAsString(Map.of("namespace", "flip", "table", table, "events", events)));
            assertThat(answer.status()).as("%s", answer).isEqualTo(202);
            String[] position = answer.json().path("position").asString().split(":", -1);
            partition = Integer.parseInt(position[0]);
            offsets.add(Long.parseLong(position[1]));
        }
        return new Where(partition, offsets);
    }

    /** Tables until two are in different partitions: the first, and one that must not notice. */
    private static List<Where> twoTables(Product product) {
        Where victim = ingest(product, "victim");
        for (int i = 0; i < 20; i++) {
            Where other = ingest(product, "other" + i);
            if (other.partition() != victim.partition()) {
                return List.of(victim, other);
            }
        }
        throw new AssertionError("Twenty tables in one partition.");
    }

    private static List<Path> checkpointFiles(Product product, int partition, Predicate<String> named)
            throws IOException {
        Path folder = product.dataDir().resolve("hot/checkpoint/%02d".formatted(partition));
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> named.test(f.getFileName().toString()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static List<Path> manifests(Product product, int partition) throws IOException {
        return checkpointFiles(product, partition, name -> name.startsWith("manifest-"));
    }

    private static void removeCheckpoints(Product product, int partition) throws IOException {
        for (Path file : checkpointFiles(product, partition, name -> true)) {
            Files.delete(file);
        }
    }

    /** Files of sealed segments of a partition, the one written last first. */
    private static List<Path> segments(Product product, int partition) throws IOException {
        return checkpointFiles(product, partition, name -> name.contains("-segment-"));
    }

    /** Flips a byte in the middle of a file of a stopped server, and starts it: the file is named, and all answers are right. */
    private static void assertSkipped(Product product, Path file) throws Exception {
        LogFile.flip(file, Files.size(file) / 2);
        product.start();

        assertThat(product.log("hot-tier"))
                .contains("is skipped")
                .contains(file.getFileName().toString());
        assertThat(product.get(8090, "/metrics").body()).contains("truenow_hot_tier_checkpoints_skipped");
        assertThat(product.get(9090, "/stats")
                        .json()
                        .path("checkpoints_skipped")
                        .asInt())
                .as("the newest is skipped, the older one is taken")
                .isEqualTo(1);
        Ran verified = product.truenow("verify");
        assertThat(verified.exitCode()).as("%s", verified).isZero();
    }

    @Test
    void aFlippedByteInTheNewestManifestCostsTimeAndNothingElse() throws Exception {
        try (Product product = Product.start("flip-manifest")) {
            Where victim = ingest(product, "victim");
            product.stop();
            assertSkipped(product, manifests(product, victim.partition()).getFirst());
        }
    }

    @Test
    void aFlippedByteInASealedSegmentCostsTimeAndNothingElse() throws Exception {
        Map<String, String> small = Map.of("TRUENOW_CHECKPOINT_SECONDS", "3600", "TRUENOW_SEGMENT_ROWS", "1000");
        try (Product product = Product.start("flip-segment", small)) {
            Where victim = ingest(product, "victim", 0, 1_000);
            product.stop();
            List<Path> before = segments(product, victim.partition());
            assertThat(before).isNotEmpty();
            product.start();
            ingest(product, "victim", BATCHES, 1_000);
            product.stop();
            List<Path> after = new ArrayList<>(segments(product, victim.partition()));
            after.removeAll(before);
            assertThat(after).as("segments that only the newest checkpoint has").isNotEmpty();
            assertSkipped(product, after.getFirst());
        }
    }

    @Test
    void aFlippedByteInTheLogStopsItsPartitionByNameAndOtherTablesGoOn() throws Exception {
        try (Product product = Product.start("flip-log")) {
            List<Where> tables = twoTables(product);
            Where victim = tables.getFirst();
            product.stop();
            LogFile.flip(product, victim.partition(), victim.offsets().get(2));
            removeCheckpoints(product, victim.partition());
            product.start();

            assertNamedAndOthersGoOn(product, victim, victim.offsets().get(2));
            Ran verified = product.truenow("verify");
            assertThat(verified.exitCode()).as("%s", verified).isEqualTo(1);
            assertThat(verified.out())
                    .contains("damaged log: Partition [" + victim.partition() + "] of the log, offset ["
                            + victim.offsets().get(2) + "]")
                    .contains("not verified  flip.victim");
        }
    }

    @Test
    void aFlippedByteInTheLogAfterAKillIsNoticedThoughTheBrokerCutsTheLog() throws Exception {
        try (Product product = Product.start("flip-kill", Map.of("TRUENOW_CHECKPOINT_SECONDS", "3600"))) {
            List<Where> tables = twoTables(product);
            Where victim = tables.getFirst();
            product.kill9();
            LogFile.flip(product, victim.partition(), victim.offsets().get(2));
            removeCheckpoints(product, victim.partition());
            product.start();

            assertNamedAndOthersGoOn(product, victim, victim.offsets().get(2));
            Ran verified = product.truenow("verify");
            assertThat(verified.exitCode()).as("%s", verified).isNotZero();
            assertThat(verified.out())
                    .contains("not verified  flip.victim")
                    .contains("records that were acknowledged are missing");
            try (Connection connection = product.jdbc()) {
                assertThat(Sql.count(connection, "SELECT COUNT(*) FROM flip.victim"))
                        .as("what is in front of the record")
                        .isEqualTo(2 * ROWS);
            }
        }
    }

    private static void assertNamedAndOthersGoOn(Product product, Where victim, long offset) throws Exception {
        String health = product.get(9090, "/status").body();
        assertThat(health)
                .contains("unhealthy")
                .contains("Partition [" + victim.partition() + "] of the log stopped at offset [" + offset + "]");
        assertThat(product.truenow("status").out())
                .contains("Partition [" + victim.partition() + "] of the log stopped");
        Answer refused = product.post(
                8088,
                "/v1/ingest",
                "{\"namespace\":\"flip\",\"table\":\"victim\",\"event_id\":\"late\",\"event_time\":" + T0 + "}");
        assertThat(refused.status()).as("%s", refused).isEqualTo(503);
        assertThat(refused.body())
                .contains("Table stopped")
                .contains("The table [default/flip/victim] takes no events: Partition [" + victim.partition() + "]");
        try (Connection connection = product.jdbc()) {
            List<List<Object>> others = new ArrayList<>();
            for (List<?> row : Sql.rows(
                    connection,
                    "SELECT \"table\" FROM sys.ingest_audit WHERE namespace = 'flip' AND \"partition\" <> "
                            + victim.partition())) {
                others.add(List.copyOf(row));
            }
            assertThat(others).isNotEmpty();
            for (List<Object> other : others) {
                assertThat(Sql.count(connection, "SELECT COUNT(*) FROM flip." + other.getFirst()))
                        .isEqualTo(BATCHES * ROWS);
            }
            assertThat(Sql.count(
                            connection,
                            "SELECT COUNT(*) FROM sys.ingest_audit WHERE \"table\" = 'victim' AND stopped IS NOT NULL"))
                    .isEqualTo(1);
            assertThat(Sql.rows(
                            connection,
                            "SELECT \"table\" FROM sys.tables WHERE namespace = 'flip' AND stopped IS NOT NULL"))
                    .contains(List.of("victim"));
        }
    }
}
