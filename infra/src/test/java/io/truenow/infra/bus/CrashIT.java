package io.truenow.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.truenow.infra.bus.RecordingOwner.Seen;
import io.truenow.infra.embedded.EmbeddedKafka;
import io.truenow.infra.embedded.EmbeddedKafkaSettings;
import io.truenow.infra.embedded.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process without a chance to close anything. */
class CrashIT {

    @TempDir
    Path folder;

    /** Starts everything, writes and reads, and is killed. */
    static final class KilledProcess {

        public static void main(String[] args) {
            int port = Integer.parseInt(args[1]);
            EmbeddedKafka kafka = new EmbeddedKafka(
                    EmbeddedKafkaSettings.of(Path.of(args[0], "kafka"), port, Integer.parseInt(args[2])));
            kafka.start();
            LogSettings settings = LogSettings.oneNode(kafka.connection());
            new LogTopic(settings).ensure();
            LogProgress progress = new LogProgress();
            RecordingOwner owner = new RecordingOwner();
            RecentAppends recent = new RecentAppends(RecentAppends.DEFAULT_MAX_BYTES);
            KafkaLog log = new KafkaLog(
                    settings, progress, recent, Jackson3Serializer.builder().build());
            KafkaLogSource source = new KafkaLogSource(settings, owner, progress, recent, owner.failures::add);
            HotTierProcessor.of(source, owner).start();
            source.start();
            for (int i = 0; i < 20; i++) {
                log.append(List.of(Batches.one(Batches.tableIn(i % 16), "e" + i)));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> owner.count() == 20);
            Runtime.getRuntime().halt(9);
        }
    }

    @Test
    void afterAKillEverythingAcknowledgedIsReadAgainWithoutWaitingForTheDeadMember() throws Exception {
        int port = FreePorts.next();
        int controller = FreePorts.next();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(controller))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("process.log").toFile())
                .start();
        int exit = process.waitFor();
        assertThat(exit).as(Files.readString(folder.resolve("process.log"))).isEqualTo(9);

        try (EmbeddedKafka kafka =
                new EmbeddedKafka(EmbeddedKafkaSettings.of(folder.resolve("kafka"), port, controller))) {
            long begin = System.nanoTime();
            kafka.start();
            figure("start of the broker after a kill", begin);
            LogSettings settings = LogSettings.oneNode(kafka.connection());
            LogProgress progress = new LogProgress();
            RecordingOwner owner = new RecordingOwner();
            try (KafkaLogSource source =
                    new KafkaLogSource(settings, owner, progress, new RecentAppends(0), owner.failures::add)) {
                long reading = System.nanoTime();
                new LogTopic(settings).ensure();
                HotTierProcessor.of(source, owner).start();
                source.start();
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(10))
                        .until(source::caughtUp);
                figure("from the start of the source to caught up", reading);
                assertThat(owner.seen())
                        .extracting(Seen::id)
                        .hasSize(20)
                        .doesNotHaveDuplicates()
                        .contains("e0", "e19");
                assertThat(Duration.ofNanos(System.nanoTime() - reading)).isLessThan(Duration.ofSeconds(15));
            }
        }
    }

    private static void figure(String what, long beginNanos) {
        System.getLogger("figures")
                .log(System.Logger.Level.INFO, "{0}: {1} ms", what, (System.nanoTime() - beginNanos) / 1_000_000);
    }
}
