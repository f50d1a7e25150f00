package io.truenow.hottier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.Placement;
import io.truenow.events.ingest.RequestSpan;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.HotTierSettings;
import io.truenow.hottier.MemoryDisk;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.SegmentLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Random rows in a hot tier of small segments that was restarted from checkpoints, and as a reference. */
final class StoredTable implements AutoCloseable {

    private static final int SHARDS = 2;
    private static final HotTierSettings SMALL = new HotTierSettings(
            1L << 40,
            new SegmentLimits(150, 1 << 20, 32, 120, 1 << 20),
            new DedupLimits(1_000_000, 1L << 30, 1L << 30, 3, 1 << 10),
            new CheckpointSettings(1_000_000, 1_000_000_000, 100_000));

    final UUID tableId = new UUID(7, 7);
    final ReferenceReads reference = new ReferenceReads();
    private final MemoryDisk disk = new MemoryDisk();
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private HotTier tier = start();
    private int events;

    StoredTable(long seed, int batches) {
        Random random = new Random(seed);
        RandomTable rows = new RandomTable(seed);
        for (int i = 0; i < batches; i++) {
            add(rows, random.nextInt(SHARDS), random.nextInt(3) == 0);
            if (random.nextInt(batches) < 3) {
                tier.projection().checkpoint();
                if (random.nextBoolean()) {
                    tier.close();
                    tier = start();
                }
            }
        }
    }

    private HotTier start() {
        HotTier started = new HotTier(SMALL, disk, () -> 1, FoldEnvironment.sealingBy(Runnable::run));
        for (int shard = 0; shard < SHARDS; shard++) {
            started.projection().assigned(Placement.partition(tableId, shard));
        }
        return started;
    }

    private void add(RandomTable rows, int shard, boolean full) {
        int partition = Placement.partition(tableId, shard);
        long offset = nextOffsets.merge(partition, 1L, Long::sum) - 1;
        List<PlainRow> batch = new ArrayList<>();
        for (PlainRow row : rows.batch(offset, full)) {
            batch.add(new PlainRow(
                    offset,
                    row.index(),
                    row.ingestTimeMicros(),
                    "e" + events++,
                    row.eventTimeMicros(),
                    row.revision(),
                    row.dimensions(),
                    row.metrics()));
        }
        EventColumns columns = RandomTable.columns(batch);
        long ingestTime = batch.getFirst().ingestTimeMicros();
        reference.add(ArraySnapshots.REF, tableId, columns, shard, partition, offset, ingestTime);
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                tableId,
                ArraySnapshots.REF,
                new TableSettings(SHARDS, TableSettings.UNBOUNDED, TableSettings.UNBOUNDED),
                1,
                shard,
                1,
                ingestTime,
                List.of(new RequestSpan(0, "local", "r", 0)));
        byte[] stored = EventBatchAccepted.of(new EventBatch(header, columns)).encoded();
        tier.projection().on(EventBatchAccepted.decode(stored), partition, offset, 1_000_000 + offset);
    }

    HotTier tier() {
        return tier;
    }

    /** Types, counts and extremes of the columns are those of the rows. */
    void checkColumns() {
        TableInfo info = tier.table(Principal.LOCAL, tableId).orElseThrow();
        TableInfo expected = reference.table(Principal.LOCAL, tableId).orElseThrow();
        assertThat(tier.stopped()).isEmpty();
        assertThat(info.stored()).isEqualTo(events).isEqualTo(expected.stored());
        assertThat(figures(info)).isEqualTo(figures(expected));
    }

    private static Map<String, String> figures(TableInfo info) {
        Map<String, String> figures = new HashMap<>();
        for (TableInfo.Column column : info.columns()) {
            boolean metric = column.spec().role() == ColumnRole.METRIC;
            String extremes = " from " + plain(column.min()) + " to " + plain(column.max());
            figures.put(
                    column.spec().role() + " " + column.spec().name(),
                    column.spec().type() + " " + column.nonNull() + (metric ? extremes : ""));
        }
        assertThat(figures).hasSize(info.columns().size());
        return figures;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }

    @Override
    public void close() {
        tier.close();
    }
}
