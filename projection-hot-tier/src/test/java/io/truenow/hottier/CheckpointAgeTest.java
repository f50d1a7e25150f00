package io.truenow.hottier;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.dedup.IdMatching;
import io.truenow.hottier.ingest.CheckpointThread;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.segment.SegmentLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long applied records have been waiting for a checkpoint, as operators see it. */
class CheckpointAgeTest {

    private static final int INTERVAL = 60;

    private final MemoryDisk disk = new MemoryDisk();
    private final ByHand thread = new ByHand();
    private long seconds = 1_000;

    /** A thread whose seconds pass when the test says so. */
    private static final class ByHand implements CheckpointThread {

        private final List<Runnable> everySecond = new ArrayList<>();

        @Override
        public void everySecond(Runnable work) {
            everySecond.add(work);
        }

        @Override
        public void execute(Runnable work) {
            work.run();
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public void close() {}
    }

    private HotTier start() {
        HotTier tier = new HotTier(
                new HotTierSettings(
                        1L << 40,
                        SegmentLimits.DEFAULT,
                        DedupLimits.DEFAULT,
                        new CheckpointSettings(1_000, 1_000_000, INTERVAL)),
                disk,
                () -> 1,
                new FoldEnvironment(Runnable::run, thread, () -> TimeUnit.SECONDS.toNanos(seconds), IdMatching.EXACT));
        tier.projection().assigned(Batches.PARTITION);
        return tier;
    }

    private void pass(int howMany) {
        for (int i = 0; i < howMany; i++) {
            seconds++;
            thread.everySecond.forEach(Runnable::run);
        }
    }

    private static double age(HotTier tier) {
        return tier.projection().checkpointAgeSeconds();
    }

    @Test
    void itGrowsWhileRecordsWaitAndIsZeroWhenAllAreInACheckpoint() {
        try (HotTier tier = start()) {
            pass(500);
            assertThat(age(tier)).as("nothing was applied").isZero();

            // The last checkpoint is more than the interval ago, so the first look writes one.
            Batches.record(0, 0, 10).deliverTo(tier);
            pass(1);
            assertThat(tier.projection().checkpointsWritten()).isEqualTo(1);
            assertThat(age(tier)).isZero();

            Batches.record(1, 10, 10).deliverTo(tier);
            pass(31);
            assertThat(age(tier)).isEqualTo(30);
            pass(INTERVAL - 31);
            assertThat(tier.projection().checkpointsWritten()).isEqualTo(2);
            assertThat(age(tier)).isZero();
            assertThat(tier.projection().checkpointIntervalSeconds()).isEqualTo(INTERVAL);
        }
    }

    @Test
    void itGoesOnGrowingWhileCheckpointsCannotBeWritten() {
        try (HotTier tier = start()) {
            disk.crashAfter(0);
            Batches.record(0, 0, 10).deliverTo(tier);
            pass(1 + 4 * INTERVAL);
            assertThat(tier.projection().checkpointsFailed()).isGreaterThanOrEqualTo(3);
            assertThat(tier.projection().checkpointsWritten()).isZero();
            assertThat(age(tier)).isEqualTo(4 * INTERVAL);

            disk.repair();
            pass(INTERVAL);
            assertThat(tier.projection().checkpointsWritten()).isEqualTo(1);
            assertThat(age(tier)).isZero();
        }
    }
}
