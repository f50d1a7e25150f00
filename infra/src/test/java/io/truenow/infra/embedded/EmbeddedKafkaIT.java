package io.truenow.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.truenow.infra.server.ServerState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    @TempDir
    Path folder;

    private EmbeddedKafka broker() {
        return new EmbeddedKafka(EmbeddedKafkaSettings.of(folder.resolve("kafka"), FreePorts.next(), FreePorts.next()));
    }

    @Test
    void aRestartKeepsWhatWasAcknowledged() throws Exception {
        try (EmbeddedKafka first = broker()) {
            long begin = System.nanoTime();
            first.start();
            figure("first start of the broker", begin);
            createTopic(first, "kept");
            assertThat(append(first, "kept")).isZero();
            assertThat(append(first, "kept")).isEqualTo(1);
        }
        try (EmbeddedKafka second = broker()) {
            long begin = System.nanoTime();
            second.start();
            figure("second start of the broker", begin);
            assertThat(append(second, "kept")).isEqualTo(2);
            assertThat(second.state()).isEqualTo(new ServerState.Running());
        }
    }

    @Test
    void aTakenPortIsNamedWithItsSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EmbeddedKafka kafka = new EmbeddedKafka(
                        EmbeddedKafkaSettings.of(folder.resolve("kafka"), taken.getLocalPort(), FreePorts.next()))) {
            assertThatThrownBy(kafka::start)
                    .hasMessageContaining("[" + taken.getLocalPort() + "]")
                    .hasMessageContaining("truenow.kafka.port");
            assertThat(kafka.state()).isEqualTo(new ServerState.Stopped());
        }
    }

    @Test
    void aFolderThatFailsMakesTheLogUnavailableAndTheProcessLivesOn() throws Exception {
        try (EmbeddedKafka kafka = broker()) {
            kafka.start();
            createTopic(kafka, "before");
            Path log = folder.resolve("kafka");
            deleteAll(log);
            Files.writeString(log, "a file where the folder was");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("after", 4, (short) 1)));
                await().atMost(Duration.ofSeconds(20)).until(() -> kafka.state() instanceof ServerState.Unavailable);
            }
            assertThat(((ServerState.Unavailable) kafka.state()).reason()).contains("gave up", log.toString());

            Files.delete(log);
            kafka.recover();
            assertThat(kafka.state()).isEqualTo(new ServerState.Running());
            createTopic(kafka, "again");
            assertThat(append(kafka, "again")).isZero();
        }
    }

    static void createTopic(EmbeddedKafka kafka, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static long append(EmbeddedKafka kafka, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, new byte[] {1}))
                    .get()
                    .offset();
        }
    }

    /** Deletes a folder that the broker may still be writing to, for as often as it takes. */
    private static void deleteAll(Path folder) {
        await().atMost(Duration.ofSeconds(10))
                .ignoreException(IOException.class)
                .until(() -> {
                    try (Stream<Path> files = Files.walk(folder)) {
                        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                            Files.deleteIfExists(file);
                        }
                    }
                    return Files.notExists(folder);
                });
    }

    static void figure(String what, long beginNanos) {
        System.getLogger("figures")
                .log(System.Logger.Level.INFO, "{0}: {1} ms", what, (System.nanoTime() - beginNanos) / 1_000_000);
    }
}
