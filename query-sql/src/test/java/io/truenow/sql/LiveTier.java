package io.truenow.sql;

import io.truenow.events.catalog.TableRef;
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
import io.truenow.hottier.scan.ScanEngine;
import io.truenow.hottier.scan.ScanSettings;
import io.truenow.hottier.segment.SegmentLimits;
import io.truenow.sql.port.AppliedLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A hot tier that owns every partition, over a disk in memory. Records are applied in the thread that gives them. */
public final class LiveTier implements AutoCloseable {

    /** The hot tier. */
    public final HotTier tier;

    /** Its reads. */
    public final ScanEngine reads;

    /** Partitions that are not applied any further, and why. */
    public final Map<Integer, String> stopped = new ConcurrentHashMap<>();

    private final ExecutorService scanners = Executors.newFixedThreadPool(2);

    /** Goes on with what is on the disk. */
    public LiveTier(MemoryDisk disk, int segmentRows) {
        tier = new HotTier(
                new HotTierSettings(
                        1L << 40,
                        SegmentLimits.DEFAULT.withRows(segmentRows),
                        DedupLimits.DEFAULT.withBytes(1L << 30, 1L << 30),
                        CheckpointSettings.DEFAULT),
                disk,
                () -> 1);
        reads = new ScanEngine(tier, scanners, 2, ScanSettings.DEFAULT);
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            tier.projection().assigned(partition);
        }
    }

    /** Partition in which a table's shard lives. */
    public static int partition(TableRef table, int shard) {
        return Placement.partition(Events.id(table), shard);
    }

    /** Applies one record of the log. */
    public void apply(TableRef table, int shard, long offset, EventColumns events) {
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                Events.id(table),
                table,
                TableSettings.DEFAULT,
                1,
                shard,
                1,
                5,
                List.of(new RequestSpan(0, "local", "r", 0)));
        tier.projection()
                .on(EventBatchAccepted.of(new EventBatch(header, events)), partition(table, shard), offset, offset);
    }

    /** How far it has applied its log. */
    public AppliedLog applied() {
        return new AppliedLog() {
            @Override
            public long nextOffset(int partition) {
                return tier.projection().nextOffset(partition);
            }

            @Override
            public Runnable whenApplied(int partition, long offset, Runnable action) {
                return tier.projection().whenApplied(partition, offset, action);
            }

            @Override
            public @Nullable String stopped(int partition) {
                return stopped.get(partition);
            }
        };
    }

    @Override
    public void close() {
        tier.close();
        scanners.shutdownNow();
    }
}
