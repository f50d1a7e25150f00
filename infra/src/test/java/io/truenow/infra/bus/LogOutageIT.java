package io.truenow.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.infra.embedded.EmbeddedKafka;
import io.truenow.infra.embedded.EmbeddedKafkaSettings;
import io.truenow.infra.embedded.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log while its broker is away. */
class LogOutageIT {

    @TempDir
    Path folder;

    private EmbeddedKafka kafka;
    private LogSettings settings;

    @BeforeEach
    void open() {
        kafka = new EmbeddedKafka(EmbeddedKafkaSettings.of(folder, FreePorts.next(), FreePorts.next()));
        LogSettings one = LogSettings.oneNode(kafka.connection());
        settings = new LogSettings(
                one.connection(),
                one.topic(),
                1,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                one.producers(),
                one.producerBufferBytes(),
                one.group(),
                one.nodeName(),
                one.sessionTimeout(),
                one.fetchBytes(),
                one.commitInterval());
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    private final RecentAppends recent = new RecentAppends(RecentAppends.DEFAULT_MAX_BYTES);

    private KafkaLog log(LogProgress progress) {
        return new KafkaLog(
                settings, progress, recent, Jackson3Serializer.builder().build());
    }

    @Test
    void withoutABrokerTheFirstFactIsRefusedAndTheRestNotTried() {
        try (KafkaLog log = log(new LogProgress())) {
            long begin = System.nanoTime();
            List<Append> appends = log.append(List.of(
                    Batches.one(Batches.tableIn(0), "a"),
                    Batches.one(Batches.tableIn(1), "b"),
                    Batches.one(Batches.tableIn(2), "c")));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            assertThat(appends).hasSize(3);
            assertThat(appends.get(0)).isInstanceOf(Append.Refused.class);
            assertThat(appends.subList(1, 3)).containsOnly(new Append.NotTried());
        }
    }

    @Test
    void aBrokerThatIsAwayAcknowledgesNothingAndComingBackMakesAllWellAgain() {
        kafka.start();
        new LogTopic(settings).ensure();
        LogProgress progress = new LogProgress();
        RecordingOwner owner = new RecordingOwner();
        try (KafkaLog log = log(progress);
                KafkaLogSource source = new KafkaLogSource(settings, owner, progress, recent, owner.failures::add)) {
            SubscribingEventProcessor processor = HotTierProcessor.of(source, owner);
            processor.start();
            source.start();
            assertThat(log.append(List.of(Batches.one(Batches.tableIn(0), "before"))))
                    .containsExactly(new Append.Durable(0, 0));
            await().atMost(Duration.ofSeconds(10)).until(() -> owner.count() == 1);

            kafka.close();
            // Unknown while the producer still knows a leader; certainly not sent once it has forgotten all of them.
            assertThat(log.append(List.of(Batches.one(Batches.tableIn(0), "during")))
                            .getFirst())
                    .isInstanceOfAny(Append.Unknown.class, Append.Refused.class);

            kafka.start();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> log.append(List.of(Batches.one(Batches.tableIn(0), "after")))
                                    .getFirst()
                            instanceof Append.Durable);
            await().atMost(Duration.ofSeconds(20)).until(() -> owner.seen().stream()
                    .anyMatch(seen -> seen.id().equals("after")));
            assertThat(owner.failures).isEmpty();
            processor.shutDown();
        }
    }

    @Test
    void aTopicThatForgetsOrPlacesOtherwiseIsRefusedByName() throws Exception {
        kafka.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("narrow", 4, (short) 1), new NewTopic("forgetful", 16, (short) 1)))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> new LogTopic(named("narrow")).ensure())
                .hasMessageContaining("[narrow]")
                .hasMessageContaining("[partitions] is [4] and must be [16]");
        assertThatThrownBy(() -> new LogTopic(named("forgetful")).ensure())
                .hasMessageContaining("[forgetful]")
                .hasMessageContaining("must be");
        new LogTopic(settings).ensure();
        new LogTopic(settings).ensure();
    }

    private LogSettings named(String topic) {
        return new LogSettings(
                settings.connection(),
                topic,
                1,
                settings.ackTimeout(),
                settings.blockTimeout(),
                settings.producers(),
                settings.producerBufferBytes(),
                settings.group(),
                settings.nodeName(),
                settings.sessionTimeout(),
                settings.fetchBytes(),
                settings.commitInterval());
    }
}
