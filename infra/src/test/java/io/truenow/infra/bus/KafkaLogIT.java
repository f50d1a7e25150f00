package io.truenow.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.Placement;
import io.truenow.events.time.MicroClock;
import io.truenow.hottier.port.RecordMetaData;
import io.truenow.infra.bus.RecordingOwner.Seen;
import io.truenow.infra.embedded.EmbeddedKafka;
import io.truenow.infra.embedded.EmbeddedKafkaSettings;
import io.truenow.infra.embedded.FreePorts;
import io.truenow.infra.eventstore.IngestCommandBus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The log on a real broker, written through the bus and read through the source. */
class KafkaLogIT {

    private static final Duration LONG = Duration.ofSeconds(15);

    @TempDir
    static Path folder;

    private static final int FACTS = 50;

    private static EmbeddedKafka kafka;

    private LogSettings settings;
    private LogProgress progress;
    private RecentAppends recent;
    private KafkaLog log;
    private RecordingOwner owner;
    private @Nullable KafkaLogSource source;
    private @Nullable SubscribingEventProcessor processor;

    @BeforeAll
    static void startBroker() {
        kafka = new EmbeddedKafka(EmbeddedKafkaSettings.of(folder, FreePorts.next(), FreePorts.next()));
        kafka.start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        LogSettings one = LogSettings.oneNode(kafka.connection());
        String name = test.getTestMethod().orElseThrow().getName();
        settings = new LogSettings(
                one.connection(),
                name,
                1,
                one.ackTimeout(),
                one.blockTimeout(),
                one.producers(),
                one.producerBufferBytes(),
                name,
                one.nodeName(),
                one.sessionTimeout(),
                one.fetchBytes(),
                one.commitInterval());
        new LogTopic(settings).ensure();
        progress = new LogProgress();
        recent = new RecentAppends(RecentAppends.DEFAULT_MAX_BYTES);
        log = new KafkaLog(
                settings, progress, recent, Jackson3Serializer.builder().build());
        owner = new RecordingOwner();
    }

    @AfterEach
    void close() {
        closeSource();
        log.close();
    }

    private KafkaLogSource openSource() {
        KafkaLogSource opened = new KafkaLogSource(settings, owner, progress, recent, owner.failures::add);
        source = opened;
        processor = HotTierProcessor.of(opened, owner);
        processor.start();
        opened.start();
        return opened;
    }

    private void closeSource() {
        if (source != null && processor != null) {
            source.close();
            processor.shutDown();
        }
    }

    @Test
    void everyOneOfTenThousandBatchesComesBackOnceInOrderAtItsPosition() throws Exception {
        openSource();
        int threads = 8; // of 25 calls of 50 facts
        int calls = 25;
        List<UUID> tables = tablesOfAllPartitions();
        Map<String, Append> acknowledged = new HashMap<>();
        long begin = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<String, Append>>> futures = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                futures.add(executor.submit(() -> append(log, thread, calls, tables)));
            }
            for (Future<Map<String, Append>> future : futures) {
                acknowledged.putAll(future.get());
            }
        }
        long published = System.nanoTime();
        assertThat(acknowledged).hasSize(10_000);
        await().atMost(LONG).until(() -> owner.count() >= 10_000);
        System.getLogger("figures")
                .log(
                        System.Logger.Level.INFO,
                        "10,000 batches published in {0} ms, read in {1} ms",
                        (published - begin) / 1_000_000,
                        (System.nanoTime() - begin) / 1_000_000);

        assertThat(onceAndInOrder()).isEqualTo(acknowledged);
        await().atMost(LONG).until(() -> progress.totalLag() == 0);
        assertThat(progress.meters().recentlyAppended()).isPositive();
        assertThat(recent.bytes()).isZero();
    }

    private static List<UUID> tablesOfAllPartitions() {
        List<UUID> tables = new ArrayList<>();
        for (int p = 0; p < Placement.PARTITIONS; p++) {
            tables.add(Batches.tableIn(p));
        }
        return tables;
    }

    /** Where each record was seen, after a look that none is missing, stands twice or in front of its place. */
    private Map<String, Append> onceAndInOrder() {
        Map<Integer, Long> last = new HashMap<>();
        Map<String, Append> read = new HashMap<>();
        for (Seen seen : owner.seen()) {
            Long before = last.put(seen.partition(), seen.offset());
            assertThat(seen.offset()).isEqualTo(before == null ? 0L : before + 1);
            read.put(seen.id(), new Append.Durable(seen.partition(), seen.offset()));
        }
        assertThat(read).hasSize(owner.count());
        assertThat(last).hasSize(Placement.PARTITIONS);
        return read;
    }

    /** Two writers, of which the reader is told of one's appends only, and finds room for few of them. */
    @Test
    void whatOthersAppendAndWhatFindsNoRoomComesFromTheBrokerInItsPlace() throws Exception {
        long few = 20 * Batches.one(Batches.tableIn(0), "0-0-0").heapBytes();
        recent = new RecentAppends(few);
        log.close();
        log = new KafkaLog(
                settings, progress, recent, Jackson3Serializer.builder().build());
        openSource();
        List<UUID> tables = tablesOfAllPartitions();
        Map<String, Append> acknowledged = new HashMap<>();
        try (KafkaLog other = new KafkaLog(
                        settings,
                        new LogProgress(),
                        new RecentAppends(RecentAppends.DEFAULT_MAX_BYTES),
                        Jackson3Serializer.builder().build());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<String, Append>>> futures = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                KafkaLog writer = t % 2 == 0 ? log : other;
                futures.add(executor.submit(() -> append(writer, thread, 20, tables)));
            }
            for (Future<Map<String, Append>> future : futures) {
                acknowledged.putAll(future.get());
            }
        }
        await().atMost(LONG).until(() -> owner.count() >= acknowledged.size());
        assertThat(onceAndInOrder()).isEqualTo(acknowledged);
        assertThat(progress.meters().recentlyAppended()).isPositive();
        assertThat(progress.meters().fetchedRecords()).isGreaterThanOrEqualTo(2_000);
        assertThat(recent.bytes()).isZero();
        List<Seen> first = owner.seen();

        closeSource();
        owner = new RecordingOwner();
        progress = new LogProgress();
        recent = new RecentAppends(0);
        openSource();
        await().atMost(LONG).until(() -> owner.count() >= acknowledged.size());
        assertThat(progress.meters().recentlyAppended()).isZero();
        assertThat(owner.seen()).containsExactlyInAnyOrderElementsOf(first);
    }

    private Map<String, Append> append(KafkaLog writer, int thread, int calls, List<UUID> tables) {
        Map<String, Append> acknowledged = new HashMap<>();
        for (int call = 0; call < calls; call++) {
            List<EventBatchAccepted> facts = new ArrayList<>();
            for (int i = 0; i < FACTS; i++) {
                UUID table = tables.get((call * FACTS + i + thread) % tables.size());
                facts.add(Batches.one(table, thread + "-" + call + "-" + i));
            }
            List<Append> appends = writer.append(facts);
            for (int i = 0; i < FACTS; i++) {
                acknowledged.put(Batches.idOf(facts.get(i)), appends.get(i));
            }
        }
        return acknowledged;
    }

    @Test
    void aRecordCarriesTheTimeAtWhichTheLogAppendedIt() {
        openSource();
        long before = MicroClock.system().nowMicros() / 1_000 * 1_000;
        log.append(List.of(Batches.one(Batches.tableIn(3), "a")));
        await().atMost(LONG).until(() -> owner.count() == 1);
        assertThat(owner.seen().getFirst().appendTimeMicros())
                .isBetween(before, MicroClock.system().nowMicros());
    }

    @Test
    void readingGoesOnWhereTheOwnerSays() {
        UUID table = Batches.tableIn(5);
        for (int i = 0; i < 10; i++) {
            log.append(List.of(Batches.one(table, "e" + i)));
        }
        owner.startAt.put(5, 7L);
        openSource();
        await().atMost(LONG).until(() -> owner.count() == 3);
        assertThat(owner.seen()).extracting(Seen::offset).containsExactly(7L, 8L, 9L);

        closeSource();
        assertThat(owner.owned).isEmpty();
        owner.startAt.put(5, 10L);
        log.append(List.of(Batches.one(table, "later")));
        openSource();
        await().atMost(LONG).until(() -> owner.count() == 4);
        assertThat(owner.seen().getLast().id()).isEqualTo("later");
    }

    @Test
    void readyMeansThatTheEndReadAtTheStartIsApplied() {
        UUID table = Batches.tableIn(2);
        log.append(List.of(Batches.one(table, "a"), Batches.one(table, "b")));
        KafkaLogSource source = openSource();
        assertThat(source.endOffsetsAtStart()).hasSize(16).containsEntry(2, 2L).containsEntry(1, 0L);
        await().atMost(LONG).until(source::caughtUp);
        assertThat(owner.count()).isEqualTo(2);
        await().atMost(LONG).untilAsserted(() -> assertThat(owner.caughtUp)
                .hasSize(16)
                .containsEntry(2, 2L)
                .containsEntry(9, 0L));
    }

    @Test
    void aRecordThatIsNoBatchStopsItsPartitionByNameAndNoOther() throws Exception {
        writeRaw(4, "no batch".getBytes(StandardCharsets.UTF_8));
        log.append(List.of(Batches.one(Batches.tableIn(4), "behind"), Batches.one(Batches.tableIn(6), "elsewhere")));
        KafkaLogSource source = openSource();
        await().atMost(LONG).until(() -> owner.count() == 1 && !owner.failures.isEmpty());
        assertThat(owner.seen().getFirst().id()).isEqualTo("elsewhere");
        assertThat(source.failures()).containsOnlyKeys(4);
        assertThat(owner.failures.getFirst().offset()).isZero();
        assertThat(owner.failures.getFirst().toString()).contains("Partition [4]", "offset [0]");
        assertThat(source.caughtUp()).isFalse();
    }

    @Test
    void aProjectionThatThrowsStopsThePartitionBeforeTheRecord() {
        owner.poison = "poison";
        UUID table = Batches.tableIn(8);
        openSource();
        log.append(List.of(Batches.one(table, "good"), Batches.one(table, "poison"), Batches.one(table, "behind")));
        log.append(List.of(Batches.one(Batches.tableIn(9), "elsewhere")));
        await().atMost(LONG).until(() -> owner.count() == 2 && !owner.failures.isEmpty());
        assertThat(owner.seen()).extracting(Seen::id).containsExactlyInAnyOrder("good", "elsewhere");
        assertThat(progress.nextOffset(8)).isEqualTo(1);
        assertThat(progress.lag(8)).isEqualTo(2);
        await().atMost(LONG).until(() -> progress.totalLag() == 0);
    }

    @Test
    void anOffsetThatTheLogDoesNotHaveIsReportedAndNeverJumpedOver() {
        owner.startAt.put(1, 99L);
        openSource();
        await().atMost(LONG).until(() -> !owner.failures.isEmpty());
        assertThat(owner.failures.getFirst().partition()).isEqualTo(1);
        assertThat(owner.failures.getFirst().reason()).contains("in front of what was applied");
    }

    /** Its handler asks for a primitive, so that Axon would pass every event over. */
    static final class Deaf {

        private int calls;

        @EventHandler
        void on(EventBatchAccepted fact, @MetaDataValue(RecordMetaData.PARTITION) int partition) {
            calls++;
        }
    }

    @Test
    void aRecordThatNoHandlerTakesStopsItsPartitionInsteadOfBeingPassedOver() {
        KafkaLogSource opened = new KafkaLogSource(settings, owner, progress, recent, owner.failures::add);
        source = opened;
        Deaf deaf = new Deaf();
        processor = HotTierProcessor.of(opened, deaf);
        processor.start();
        opened.start();
        log.append(List.of(Batches.one(Batches.tableIn(7), "unheard")));
        await().atMost(LONG).until(() -> !owner.failures.isEmpty());
        assertThat(owner.failures.getFirst().reason()).contains("No handler takes [EventBatchAccepted]");
        assertThat(deaf.calls).isZero();
    }

    /** A handler that appends inside its command. */
    record Appending(KafkaLog log) {

        @CommandHandler
        Append on(String eventId) {
            return log.append(List.of(Batches.one(Batches.tableIn(0), eventId))).getFirst();
        }
    }

    @Test
    void aCommandHandlerHasTheAcknowledgementBeforeItReturns() {
        IngestCommandBus bus = new IngestCommandBus();
        bus.handler(new Appending(log));
        assertThat(bus.gateway().<Append>sendAndWait("in a command")).isEqualTo(new Append.Durable(0, 0));
        assertThat(bus.gateway().<Append>sendAndWait("and again")).isEqualTo(new Append.Durable(0, 1));
    }

    private void writeRaw(int partition, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(settings.topic(), partition, null, value))
                    .get();
        }
    }
}
