package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A short {@code truenow torture} over the packaged product: what was acknowledged is there, once. {@code -Dtruenow.seed=N} for another
 * course, {@code -Dtruenow.torture.minutes=M} for a longer one. Filling a disk has tests of its own.
 */
class TortureIT {

    private static final long SEED = Long.getLong("truenow.seed", 7L);
    private static final double MINUTES = Double.parseDouble(System.getProperty("truenow.torture.minutes", "1.0"));
    private static final String FAULTS =
            "kill,kill_after_ready,kill_in_checkpoint,kill_in_start,kill_group,kill_database,pause,pause_kill,term";
    /** One of each comes first, in the order of the seed; a slow machine does not come to all of them. */
    private static final String ORDERS = "table_pause,table_pause_kill,key_revoke,key_revoke_kill,rate_limit";
    /** A deck of four: Kafka twice, the others once; at the short length at least three of them. */
    private static final String OUTSIDE = "kafka_kill,postgres_kill,redis_kill";

    @Test
    void nothingAcknowledgedIsLostAndNothingCountsTwice(@TempDir Path folder) throws Exception {
        JsonNode found = torture(folder, List.of("--faults=" + FAULTS));

        assertThat(found.path("kills").asInt()).isPositive();
    }

    @Test
    void nothingIsTakenThatTheServerWasToldNotToTake(@TempDir Path folder) throws Exception {
        JsonNode found = torture(folder, List.of("--faults=" + ORDERS));

        assertThat(found.path("faults").size()).as("%s", found).isGreaterThan(1);
        assertThat(found.path("refused_by_order").asLong()).isGreaterThan(50);
    }

    @Test
    void norIsItOnPartsOfTheirOwnThatAreTakenAway(@TempDir Path folder) throws Exception {
        JsonNode found = torture(folder, List.of("--external", "--faults=" + OUTSIDE));

        assertThat(found.path("faults").toString()).contains("kafka").contains("postgres");
    }

    private static JsonNode torture(Path folder, List<String> words) throws Exception {
        Path report = folder.resolve("report.json");
        List<String> command = new ArrayList<>(List.of(
                Product.home().resolve("truenow").toString(),
                "torture",
                "--seed=" + SEED,
                "--minutes=" + MINUTES,
                "--folder=" + Product.home().resolve("launcher/target/e2e"),
                "--port-offset=" + PortOffset.free(),
                "--report=" + report));
        command.addAll(words);

        Ran ran = Ran.run(Product.home(), Map.of(), Duration.ofSeconds((long) (MINUTES * 60) + 240), command);

        System.out.println(ran.out());
        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
        JsonNode found = JsonMapper.builder().build().readTree(Files.readString(report));
        assertThat(found.path("clean").asBoolean()).isTrue();
        assertThat(found.path("in_flight_min").asInt()).isGreaterThanOrEqualTo(8);
        assertThat(found.path("acknowledged").asLong()).isGreaterThan(1_000);
        assertThat(found.path("rows_compared").asLong())
                .isGreaterThanOrEqualTo(found.path("acknowledged").asLong());
        for (String word :
                List.of("lost", "duplicated", "phantom", "corrupted", "unseen", "stale", "unbalanced", "trespassed")) {
            assertThat(found.path(word).asLong(-1)).as(word).isZero();
        }
        return found;
    }
}
