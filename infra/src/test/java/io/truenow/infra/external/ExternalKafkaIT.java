package io.truenow.infra.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.truenow.infra.bus.LogGroup;
import io.truenow.infra.bus.LogSettings;
import io.truenow.infra.bus.LogTopic;
import io.truenow.infra.embedded.EmbeddedKafka;
import io.truenow.infra.embedded.EmbeddedKafkaSettings;
import io.truenow.infra.embedded.FreePorts;
import io.truenow.infra.server.LogIdentity;
import io.truenow.infra.server.ServerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is not ours to start, here one of another object. */
class ExternalKafkaIT {

    @TempDir
    Path folder;

    private EmbeddedKafka broker;

    @BeforeEach
    void open() {
        broker = new EmbeddedKafka(EmbeddedKafkaSettings.of(folder, FreePorts.next(), FreePorts.next()));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private ExternalKafka external(Duration wait) {
        return new ExternalKafka(broker.connection(), LogSettings.DEFAULT_TOPIC, wait);
    }

    @Test
    void aStartWithoutABrokerEndsWithOneSentenceThatNamesAddressAndSetting() {
        try (ExternalKafka kafka = external(Duration.ofSeconds(1))) {
            assertThatThrownBy(kafka::start)
                    .hasMessageContaining("Kafka at [" + broker.bootstrapServers() + "] did not answer within [1] s")
                    .hasMessageContaining("[KAFKA_BROKERS]");
        }
    }

    @Test
    void eachLookSaysWhetherTheLogIsThere() {
        broker.start();
        try (ExternalKafka kafka = external(Duration.ofSeconds(20))) {
            kafka.start();
            LogSettings settings = LogSettings.of(broker.connection(), LogSettings.BY_BROKERS, "node-a");
            LogIdentity log = new LogTopic(settings).ensure();
            kafka.look();
            assertThat(kafka.state()).isEqualTo(new ServerState.Running());

            broker.close();
            kafka.look();
            assertThat(kafka.state().words("Kafka")).contains(broker.bootstrapServers(), "is away");

            broker.start();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                kafka.look();
                assertThat(kafka.state()).isEqualTo(new ServerState.Running());
            });
            assertThat(new LogTopic(settings).ensure()).isEqualTo(log);
        }
    }

    @Test
    void aLogThatWasMadeAgainIsAnotherOne() throws Exception {
        broker.start();
        LogSettings settings = LogSettings.of(broker.connection(), LogSettings.BY_BROKERS, "node-a");
        LogIdentity first = new LogTopic(settings).ensure();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(settings.topic())).all().get();
        }

        LogIdentity second = new LogTopic(settings).ensure();

        assertThat(second.clusterId()).isEqualTo(first.clusterId());
        assertThat(second.topicId()).isNotEqualTo(first.topicId());
    }

    @Test
    void moreCopiesThanBrokersAreRefusedWithTheNumbers() {
        broker.start();

        assertThatThrownBy(() -> new LogTopic(LogSettings.of(broker.connection(), 3, "node-a")).ensure())
                .hasMessageContaining("[3] copies")
                .hasMessageContaining("[1] brokers");
    }

    @Test
    void aLogThatSomebodyElseReadsIsRefusedUntilTheyAreGone() {
        broker.start();
        LogSettings ours = LogSettings.of(broker.connection(), LogSettings.BY_BROKERS, "node-a");
        new LogTopic(ours).ensure();
        new LogGroup(ours).requireAlone(Duration.ZERO);
        try (KafkaConsumer<byte[], byte[]> other = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "group.id", ours.group(),
                        "group.instance.id", "node-b",
                        "group.protocol", "classic",
                        "auto.offset.reset", "earliest",
                        "session.timeout.ms", "2000",
                        "heartbeat.interval.ms", "500"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            other.subscribe(List.of(ours.topic()));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                other.poll(Duration.ofMillis(100));
                return !other.assignment().isEmpty();
            });

            assertThatThrownBy(() -> new LogGroup(ours).requireAlone(Duration.ZERO))
                    .hasMessageContaining("Another TrueNow server (node-b at ")
                    .hasMessageContaining("stop that one first");
        }
        // A member with a name leaves by the end of its session, as one that was killed does.
        new LogGroup(ours).requireAlone(Duration.ofSeconds(10));
    }
}
