package io.truenow.hottier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.port.RecordMetaData;
import io.truenow.hottier.read.CheckpointFigures;
import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.SegmentLimits;
import io.truenow.hottier.segment.SegmentView;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class HotTierTest {

    private static final HotTierSettings SETTINGS = new HotTierSettings(
            1L << 40,
            new SegmentLimits(5_000, 1 << 24, 1_024, 1 << 20, 1 << 20),
            new DedupLimits(10_000, 1L << 30, 1L << 30, 3, 1 << 16),
            new CheckpointSettings(50, 1_000_000, 100_000));

    private static HotTier start(MemoryDisk disk) {
        return assigned(new HotTier(SETTINGS, disk, () -> 1));
    }

    /** A hot tier whose segments seal in the thread that fills them, so that two looks see the same bytes. */
    private static HotTier startSealingAtOnce(MemoryDisk disk) {
        return assigned(new HotTier(SETTINGS, disk, () -> 1, FoldEnvironment.sealingBy(Runnable::run)));
    }

    private static HotTier assigned(HotTier tier) {
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            tier.projection().assigned(partition);
        }
        return tier;
    }

    @Test
    void axonDeliversARecordWithItsPositionFromTheMetaData() throws Exception {
        try (HotTier tier = start(new MemoryDisk())) {
            var adapter = new AnnotationEventHandlerAdapter(tier.projection());
            adapter.handle(
                    GenericEventMessage.asEventMessage(Batches.record(4, 0, 10).event())
                            .withMetaData(Map.of(
                                    RecordMetaData.PARTITION,
                                    Batches.PARTITION,
                                    RecordMetaData.OFFSET,
                                    4L,
                                    RecordMetaData.APPEND_TIME_MICROS,
                                    99L)));
            assertThat(tier.stored()).isEqualTo(10);
            assertThat(tier.nextOffsets()).containsEntry(Batches.PARTITION, 5L);
            assertThat(tier.watermarkMicros(Batches.TABLE)).hasValue(9);
        }
    }

    @Test
    void aRecordOfAPartitionThatIsNotOwnedIsRefused() {
        try (HotTier tier = new HotTier(SETTINGS, new MemoryDisk(), () -> 1)) {
            assertThatThrownBy(() -> Batches.record(0, 0, 1).deliverTo(tier))
                    .isInstanceOf(TrueNowException.class)
                    .hasMessageContaining("[" + Batches.PARTITION + "]");
        }
    }

    @Test
    void aRecordOfAnUnknownKindStopsItsShardAndNoOtherAndIsMetAgainAfterARestart() {
        MemoryDisk disk = new MemoryDisk();
        UUID neighbour = new UUID(7, 8);
        for (int attempt = 0; attempt < 2; attempt++) {
            try (HotTier tier = start(disk)) {
                long from = tier.nextOffsets().get(Batches.PARTITION);
                assertThat(from).isEqualTo(attempt == 0 ? 0 : 1);
                if (attempt == 0) {
                    Batches.record(0, 0, 10).deliverTo(tier);
                    tier.projection().checkpoint();
                }
                Batches.record(Batches.TABLE, BatchKind.TABLE_TRUNCATED, 1, Batches.events(0, 0))
                        .deliverTo(tier);
                Batches.record(2, 100, 10).deliverTo(tier);
                Batches.record(neighbour, BatchKind.INSERT, 3, Batches.events(0, 7))
                        .deliverTo(tier);
                assertThat(tier.stopped()).hasSize(1).containsKey("default/ns/t7#0");
                var stopped = tier.table(Principal.LOCAL, Batches.TABLE).orElseThrow();
                assertThat(stopped.stopped()).contains("[TABLE_TRUNCATED]").contains(Batches.PARTITION + ":1");
                assertThat(stopped.stored()).isEqualTo(10);
                assertThat(tier.table(Principal.LOCAL, neighbour).orElseThrow().stored())
                        .isEqualTo(7);
            }
        }
    }

    private static void dropTable(HotTier tier, long offset) {
        Batches.record(Batches.TABLE, BatchKind.TABLE_DROPPED, offset, Batches.events(0, 0))
                .deliverTo(tier);
    }

    @Test
    void aDroppedTableLeavesNothingAndItsNeighbourEverything() {
        MemoryDisk disk = new MemoryDisk();
        UUID neighbour = new UUID(7, 8);
        try (HotTier tier = start(disk)) {
            Batches.record(neighbour, BatchKind.INSERT, 0, Batches.events(0, 7)).deliverTo(tier);
            long stored = tier.stored();
            long resident = tier.residentBytes();
            long ids = tier.dedupBytes();
            Batches.record(1, 0, 10).deliverTo(tier);
            tier.projection().checkpoint();
            var open = tier.open(Principal.LOCAL, Batches.TABLE).orElseThrow();

            dropTable(tier, 2);
            assertThat(tier.table(Principal.LOCAL, Batches.TABLE)).isEmpty();
            assertThat(tier.has(Principal.LOCAL, Batches.TABLE)).isFalse();
            assertThat(tier.stopped()).isEmpty();
            assertThat(open.shards().getFirst().segments().stream()
                            .mapToLong(segment -> segment.rows())
                            .sum())
                    .as("a statement ends as it began")
                    .isEqualTo(10);
            open.close();
            assertThat(tier.stored()).isEqualTo(stored);
            assertThat(tier.residentBytes()).isEqualTo(resident);
            assertThat(tier.dedupBytes()).isEqualTo(ids);
            dropTable(tier, 3);
            Batches.record(1, 0, 10).deliverTo(tier);
            assertThat(tier.table(Principal.LOCAL, Batches.TABLE))
                    .as("what comes again stays dropped")
                    .isEmpty();
            assertThat(tier.nextOffsets()).containsEntry(Batches.PARTITION, 4L);
            tier.projection().checkpoint();
        }
        try (HotTier tier = start(disk)) {
            assertThat(tier.nextOffsets()).containsEntry(Batches.PARTITION, 4L);
            assertThat(tier.table(Principal.LOCAL, Batches.TABLE)).isEmpty();
            assertThat(tier.table(Principal.LOCAL, neighbour).orElseThrow().stored())
                    .isEqualTo(7);
        }
    }

    @Test
    void aDropAfterTheCheckpointIsMetAgainAndATableThatStoppedCanGo() {
        MemoryDisk disk = new MemoryDisk();
        try (HotTier tier = start(disk)) {
            Batches.record(0, 0, 10).deliverTo(tier);
            tier.projection().checkpoint();
            Batches.record(Batches.TABLE, BatchKind.TABLE_TRUNCATED, 1, Batches.events(0, 0))
                    .deliverTo(tier);
            assertThat(tier.stopped()).hasSize(1);
            dropTable(tier, 2);
            assertThat(tier.stopped()).isEmpty();
        }
        MemoryDisk before = new MemoryDisk();
        try (HotTier tier = start(before)) {
            Batches.record(0, 0, 10).deliverTo(tier);
            tier.projection().checkpoint();
        }
        try (HotTier tier = start(before)) {
            dropTable(tier, 1);
            assertThat(tier.table(Principal.LOCAL, Batches.TABLE)).isEmpty();
            assertThat(tier.stored()).isZero();
        }
    }

    @Test
    void theAuditSaysWhatBecameOfEachLoggedEventAndHowFarThePartitionWasApplied() {
        try (HotTier tier = start(new MemoryDisk())) {
            Batches.record(3, 0, 10).deliverTo(tier);
            Batches.record(5, 5, 10).deliverTo(tier);
            tier.projection().caughtUp(Batches.PARTITION, 9);

            var audit = tier.audit(Principal.LOCAL);

            assertThat(audit.nextOffsets()).containsEntry(Batches.PARTITION, 9L);
            assertThat(audit.shards()).singleElement().satisfies(shard -> {
                assertThat(shard.tableId()).isEqualTo(Batches.TABLE);
                assertThat(shard.partition()).isEqualTo(Batches.PARTITION);
                assertThat(shard.appliedOffset()).isEqualTo(5);
                assertThat(shard.logged()).isEqualTo(20);
                assertThat(shard.stored()).isEqualTo(15);
                assertThat(shard.duplicates()).isEqualTo(5);
                assertThat(shard.residentRows()).isEqualTo(15);
                assertThat(shard.stopped()).isEmpty();
            });
            assertThat(tier.audit(new Principal("other", "stranger", Role.READER))
                            .shards())
                    .isEmpty();
        }
    }

    @Test
    void columnsHaveTheirFiguresAndTheBytesAddUpWithoutReadingARow() {
        try (HotTier tier = startSealingAtOnce(new MemoryDisk())) {
            Batches.record(0, 100, 6_000).deliverTo(tier);
            var info = tier.table(Principal.LOCAL, Batches.TABLE).orElseThrow();
            assertThat(info.columns()).hasSize(2);
            var dimension = info.columns().getFirst();
            assertThat(dimension.nonNull()).isEqualTo(6_000);
            assertThat(dimension.distinctExact()).isTrue();
            assertThat(dimension.distinct()).isEqualTo(10);
            assertThat(dimension.min()).isEqualTo("e");
            assertThat(dimension.max()).isEqualTo("e9");
            var metric = info.columns().getLast();
            assertThat(metric.min()).isEqualTo(100.0);
            assertThat(metric.max()).isEqualTo(6_099.0);
            assertThat(metric.distinct()).isEqualTo(-1);
            assertThat(metric.bytes()).isBetween(6_000L * 2, 6_000L * 9);
            assertThat(info.segmentBytes()).isLessThan(info.residentBytes());
            var segments = tier.segments(Principal.LOCAL);
            assertThat(segments.stream().mapToLong(s -> s.bytes()).sum()).isEqualTo(info.segmentBytes());
            assertThat(segments.stream().mapToLong(s -> s.rows()).sum()).isEqualTo(6_000);
            assertThat(segments).hasSize(info.segments()).allMatch(s -> s.partition() == Batches.PARTITION);
            long known = info.builtIn().ids()
                    + info.builtIn().times()
                    + info.builtIn().origins();
            assertThat(known).isBetween(6_000L * 6, info.segmentBytes());
        }
    }

    @Test
    void twoCheckpointsOfAPartitionAreKeptAndSayHowFarTheyGoAndHowBigTheyAre() {
        MemoryDisk disk = new MemoryDisk();
        try (HotTier tier = start(disk)) {
            for (int record = 0; record < 3; record++) {
                Batches.record(record, record * 10, 10).deliverTo(tier);
                tier.projection().checkpoint();
            }
            assertThat(tier.projection().checkpoints())
                    .extracting(CheckpointFigures::partition, CheckpointFigures::nextOffset, CheckpointFigures::newest)
                    .containsExactly(tuple(Batches.PARTITION, 2L, false), tuple(Batches.PARTITION, 3L, true));
            assertThat(tier.projection().checkpoints()).allMatch(c -> c.files() == 2 && c.takenMicros() == 1);
            assertThat(tier.projection().checkpoints().stream()
                            .mapToLong(CheckpointFigures::bytes)
                            .sum())
                    .as("no file is of both")
                    .isEqualTo(disk.files().values().stream()
                            .mapToLong(bytes -> bytes.length)
                            .sum());
        }
        try (HotTier again = start(disk)) {
            assertThat(again.projection().checkpoints())
                    .extracting(CheckpointFigures::nextOffset, CheckpointFigures::newest)
                    .containsExactly(tuple(3L, true));
        }
    }

    @Test
    void aForeignTableIsNotThere() {
        try (HotTier tier = start(new MemoryDisk())) {
            Batches.record(0, 0, 10).deliverTo(tier);
            Principal foreign = new Principal("other", "x", Role.ADMIN);
            assertThat(tier.tables(foreign)).isEmpty();
            assertThat(tier.segments(foreign)).isEmpty();
            assertThat(tier.table(foreign, Batches.TABLE)).isEmpty();
            assertThat(tier.open(foreign, Batches.TABLE)).isEmpty();
            assertThat(tier.tables(Principal.LOCAL)).hasSize(1);
        }
    }

    @Test
    void aDuplicateStoreAtItsLimitIsFullAndStillAppliesTheLog() {
        try (HotTier tier = start(new MemoryDisk())) {
            Batches.record(0, 0, 9_999).deliverTo(tier);
            assertThat(tier.dedupFull(Batches.TABLE)).isFalse();
            Batches.record(1, 9_999, 5).deliverTo(tier);
            assertThat(tier.dedupFull(Batches.TABLE)).isTrue();
            Batches.record(2, 0, 20_000).deliverTo(tier);
            assertThat(tier.stored()).isEqualTo(20_000);
        }
    }

    @Test
    void theDuplicateStoresAreFullAtTheirBytesInAllOnTheHeapAndInFiles() {
        DedupLimits heap = new DedupLimits(1_000_000, 300_000, 1L << 30, 3, 1 << 10);
        assertThat(filledBy(5_000, heap)).isFalse();
        assertThat(filledBy(15_000, heap)).isTrue();
        DedupLimits files = new DedupLimits(1_000_000, 1L << 30, 100_000, 3, 1 << 10);
        assertThat(filledBy(4_000, files)).isFalse();
        assertThat(filledBy(8_000, files)).isTrue();
    }

    private static boolean filledBy(int ids, DedupLimits limits) {
        CheckpointSettings seldom = new CheckpointSettings(1_000_000, 1_000_000, 100_000);
        HotTierSettings settings = new HotTierSettings(SETTINGS.budgetBytes(), SETTINGS.segments(), limits, seldom);
        try (HotTier tier = assigned(new HotTier(settings, new MemoryDisk(), () -> 1))) {
            for (int i = 0; i < ids / 100; i++) {
                Batches.record(i, i * 100, 100).deliverTo(tier);
            }
            boolean beforeFiles = tier.dedupFull(Batches.TABLE);
            assertThat(tier.dedupFileBytes()).isZero();
            tier.projection().checkpoint();
            assertThat(tier.dedupFileBytes()).isPositive();
            return beforeFiles || tier.dedupFull(Batches.TABLE);
        }
    }

    @Test
    void onlyTheLastConflictsAreKeptAndAllAreCounted() {
        try (HotTier tier = start(new MemoryDisk())) {
            Batches.record(0, 0, 1).deliverTo(tier);
            for (int offset = 1; offset <= 5; offset++) {
                var other = new io.truenow.events.ingest.EventColumnsBuilder(1);
                other.beginRow();
                other.id(new byte[] {'e', '0'}, 0, 2);
                other.eventTimeMicros(77 + offset);
                other.endRow();
                Batches.record(Batches.TABLE, BatchKind.INSERT, offset, other.build())
                        .deliverTo(tier);
            }
            assertThat(tier.table(Principal.LOCAL, Batches.TABLE).orElseThrow().conflicting())
                    .isEqualTo(5);
            assertThat(tier.conflicts(Batches.TABLE).get(0))
                    .extracting(conflict -> conflict.offset())
                    .containsExactly(3L, 4L, 5L);
        }
    }

    @Test
    void aRevokedPartitionLeavesACheckpointAndItsFiguresGo() {
        MemoryDisk disk = new MemoryDisk();
        try (HotTier tier = start(disk)) {
            Batches.record(0, 0, 3_000).deliverTo(tier);
            tier.projection().caughtUp(Batches.PARTITION, 9);
            tier.projection().revoked(Batches.PARTITION);
            assertThat(tier.tables(Principal.LOCAL)).isEmpty();
            assertThat(tier.stored()).isZero();
            assertThat(tier.dedupBytes()).isZero();
            assertThat(tier.projection().assigned(Batches.PARTITION)).isEqualTo(9);
            assertThat(tier.stored()).isEqualTo(3_000);
            assertThat(tier.hasReached(Map.of(Batches.PARTITION, 9L))).isTrue();
            assertThat(tier.hasReached(Map.of(Batches.PARTITION, 10L))).isFalse();
        }
    }

    @Test
    void readersSeeWholeBatchesWhileTheWriterGoesOn() throws Exception {
        try (HotTier tier = start(new MemoryDisk())) {
            Batches.record(0, 0, 100).deliverTo(tier);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    while (read(tier) < 60_000) {
                        Thread.onSpinWait();
                    }
                } catch (Throwable t) {
                    failure.set(t);
                }
            });
            for (int i = 1; i < 600; i++) {
                Batches.record(i, i * 100, 100).deliverTo(tier);
            }
            reader.join(30_000);
            assertThat(reader.isAlive()).isFalse();
            assertThat(failure.get()).isNull();
        }
    }

    /** Checks each row of a snapshot against its number; gives the number of rows. */
    private static long read(HotTier tier) {
        long[] times = new long[64];
        double[] values = new double[64];
        int[] codes = new int[64];
        long rows = 0;
        try (TableSnapshot snapshot = tier.open(Principal.LOCAL, Batches.TABLE).orElseThrow()) {
            var shard = snapshot.shards().getFirst();
            for (SegmentView segment : shard.segments()) {
                for (ChunkView chunk : segment.chunks()) {
                    ChunkView.MetricView metric = java.util.Objects.requireNonNull(chunk.metric("m"));
                    ChunkView.DimensionView dimension = java.util.Objects.requireNonNull(chunk.dimension("d"));
                    for (int from = 0; from < chunk.rows(); from += 64) {
                        int count = Math.min(64, chunk.rows() - from);
                        chunk.eventTimes(from, count, times);
                        metric.values(from, count, values);
                        dimension.codes(from, count, codes);
                        for (int i = 0; i < count; i++) {
                            long number = rows + i;
                            assertThat(times[i]).isEqualTo(number);
                            assertThat(values[i]).isEqualTo((double) number);
                            assertThat(dimension.dictionary().text(codes[i]))
                                    .isEqualTo(("e" + number).substring(0, 1 + (int) (number % 2)));
                        }
                        rows += count;
                    }
                }
            }
            assertThat(rows).isEqualTo((shard.position().offset() + 1) * 100);
        }
        return rows;
    }
}
