package io.truenow.hottier;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.Placement;
import io.truenow.events.ingest.RequestSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table of two shards; found by simulated histories whose watermark fell over a restart. */
class TableWatermarkTest {

    private static final TableSettings TWO_SHARDS = new TableSettings(2, TableSettings.UNBOUNDED, -1);

    private static void deliver(HotTier tier, int shard, long offset, int time) {
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                Batches.TABLE,
                new TableRef("default", "ns", "two"),
                TWO_SHARDS,
                1,
                shard,
                1,
                5,
                List.of(new RequestSpan(0, "local", "r", 0)));
        tier.projection()
                .on(
                        EventBatchAccepted.of(new EventBatch(header, Batches.events(time, 1))),
                        Placement.partition(Batches.TABLE, shard),
                        offset,
                        offset);
    }

    private static HotTier start(MemoryDisk disk) {
        HotTier tier = new HotTier(HotTierSettings.withBudget(1 << 30), disk, () -> 1);
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            tier.projection().assigned(partition);
        }
        return tier;
    }

    @Test
    void theWatermarkOfATableComesWithTheLastOfItsShardsAndNeverFallsNotEvenOverARestart() {
        MemoryDisk disk = new MemoryDisk();
        try (HotTier tier = start(disk)) {
            deliver(tier, 0, 0, 100);
            assertThat(tier.watermarkMicros(Batches.TABLE)).isEmpty();
            deliver(tier, 1, 1, 50);
            assertThat(tier.watermarkMicros(Batches.TABLE)).hasValue(50);
            deliver(tier, 1, 2, 70);
            assertThat(tier.watermarkMicros(Batches.TABLE)).hasValue(70);
        }
        try (HotTier tier = start(disk)) {
            assertThat(tier.watermarkMicros(Batches.TABLE)).hasValue(70);
        }
    }
}
