package io.truenow.hottier;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.SegmentLimits;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final long BUDGET = 1_000_000;

    private static HotTier start(MemoryDisk disk) {
        return start(disk, BUDGET);
    }

    private static HotTier start(MemoryDisk disk, long budget) {
        HotTierSettings settings = new HotTierSettings(
                budget,
                new SegmentLimits(1_000, 1 << 20, 256, 1 << 20, 1 << 20),
                new DedupLimits(1_000_000, 1L << 30, 1L << 30, 1_000, 1 << 10),
                CheckpointSettings.DEFAULT);
        HotTier tier = new HotTier(settings, disk, () -> 1, FoldEnvironment.sealingBy(Runnable::run));
        tier.projection().assigned(Batches.PARTITION);
        return tier;
    }

    private static void fill(HotTier tier, int from, int to) {
        for (int i = from; i < to; i++) {
            Batches.record(i, i * 500, 500).deliverTo(tier);
        }
    }

    private static TableInfo info(HotTier tier) {
        return tier.table(Principal.LOCAL, Batches.TABLE).orElseThrow();
    }

    @Test
    void pastTheBudgetTheOldestSegmentsLeaveAndWhatIsTrueStays() {
        try (HotTier tier = start(new MemoryDisk())) {
            fill(tier, 0, 60);
            TableInfo info = info(tier);
            assertThat(info.stored()).isEqualTo(30_000);
            assertThat(info.residentBytes() + info.dedupBytes()).isLessThanOrEqualTo(BUDGET);
            assertThat(info.residentRows()).isLessThan(30_000).isPositive();
            assertThat(info.maxTimeMicros()).isEqualTo(29_999);
            TableInfo.Column dimension = info.columns().getFirst();
            assertThat(dimension.distinctExact()).isFalse();
            assertThat(dimension.extremesExact()).isFalse();
            TableInfo.Column metric = info.columns().getLast();
            assertThat(metric.min()).isEqualTo((double) info.minTimeMicros());
            assertThat(metric.extremesExact()).isTrue();
            assertThat(info.minTimeMicros()).isEqualTo(info.incompleteBeforeMicros());
            assertThat(tier.budget().evictedRows()).isEqualTo(30_000 - info.residentRows());
            // Ids of events that left are still known.
            Batches.record(60, 0, 500).deliverTo(tier);
            assertThat(info(tier).duplicates()).isEqualTo(500);
        }
    }

    /** Though its events are older than all of the other's. */
    @Test
    void aSmallTableKeepsItsOldEventsBesideALargeOne() {
        UUID large = new UUID(9, 9);
        try (HotTier tier = start(new MemoryDisk(), BUDGET + BUDGET / 10)) {
            tier.projection().assigned(Placement.partition(large, 0));
            fill(tier, 0, 6);
            for (int i = 0; i < 50; i++) {
                Batches.record(large, BatchKind.INSERT, i, Batches.events(1_000_000 + i * 500, 500))
                        .deliverTo(tier);
            }
            assertThat(info(tier).residentRows()).isEqualTo(3_000);
            TableInfo ofLarge = tier.table(Principal.LOCAL, large).orElseThrow();
            assertThat(ofLarge.residentRows()).isLessThan(25_000);
            assertThat(tier.budget().evictedRows()).isEqualTo(25_000 - ofLarge.residentRows());
        }
    }

    @Test
    void evictionSurvivesACheckpoint() {
        MemoryDisk disk = new MemoryDisk();
        TableInfo before;
        try (HotTier tier = start(disk)) {
            fill(tier, 0, 60);
            before = info(tier);
        }
        try (HotTier tier = start(disk)) {
            TableInfo after = info(tier);
            assertThat(after.incompleteBeforeMicros()).isEqualTo(before.incompleteBeforeMicros());
            assertThat(after.residentRows()).isEqualTo(before.residentRows());
            assertThat(after.stored()).isEqualTo(before.stored());
            assertThat(after.columns()).isEqualTo(before.columns());
            assertThat(tier.projection().nextOffsets()).containsEntry(Batches.PARTITION, 60L);
        }
    }

    @Test
    void aStatementKeepsItsEvictedSegmentsUntilTheyAreTooMuchAndThenTheOldestIsRevoked() {
        try (HotTier tier = start(new MemoryDisk())) {
            fill(tier, 0, 10);
            TableSnapshot older = tier.open(Principal.LOCAL, Batches.TABLE).orElseThrow();
            TableSnapshot younger = tier.open(Principal.LOCAL, Batches.TABLE).orElseThrow();
            assertThat(older.revoked()).isFalse();
            fill(tier, 10, 70);
            assertThat(older.revoked()).isTrue();
            assertThat(younger.revoked()).isFalse();
            assertThat(ShownTier.rows(younger.shards().getFirst())).hasSize(5_000);
            assertThat(tier.residentBytes() + tier.dedupBytes()).isGreaterThan(BUDGET);
            older.close();
            fill(tier, 70, 71);
            assertThat(younger.revoked()).isTrue();
            younger.close();
            assertThat(tier.residentBytes() + tier.dedupBytes()).isLessThanOrEqualTo(BUDGET);
            assertThat(tier.openSnapshots()).isZero();
        }
    }

    @Test
    void filesOfEvictedSegmentsAndOldGenerationsAreDeleted() {
        MemoryDisk disk = new MemoryDisk();
        try (HotTier tier = start(disk)) {
            for (int i = 0; i < 60; i++) {
                fill(tier, i, i + 1);
                tier.projection().checkpoint();
            }
            List<String> files = disk.list("checkpoint");
            assertThat(files).filteredOn(name -> name.contains("manifest")).hasSize(2);
            assertThat(files)
                    .filteredOn(name -> name.contains("segment"))
                    .hasSizeBetween(info(tier).segments() - 1, info(tier).segments() + 2);
        }
    }
}
