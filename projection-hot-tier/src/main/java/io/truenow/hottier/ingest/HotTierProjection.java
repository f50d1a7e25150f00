package io.truenow.hottier.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.time.MicroClock;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.checkpoint.CheckpointStore;
import io.truenow.hottier.checkpoint.PartitionCapture;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.port.Disk;
import io.truenow.hottier.port.PartitionOwner;
import io.truenow.hottier.port.RecordMetaData;
import io.truenow.hottier.read.CheckpointFigures;
import io.truenow.hottier.retention.MemoryBudget;
import io.truenow.hottier.segment.SegmentLimits;
import io.truenow.hottier.shard.HotTables;
import io.truenow.hottier.shard.ShardCapture;
import io.truenow.hottier.shard.TableShard;
import io.truenow.hottier.shard.Totals;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The projection of the processing group {@value #PROCESSING_GROUP}: hands each batch to its table shard, which is made by its first
 * record. A record that cannot be applied stops its shard, whose reason stays in {@link TableShard#stopped()}; other tables go on.
 * The records of one partition come on one thread at a time; partitions may have different threads.
 */
public final class HotTierProjection implements PartitionOwner, AutoCloseable {

    /** Name of the processing group. */
    public static final String PROCESSING_GROUP = "hot-tier";

    private static final Logger LOG = LoggerFactory.getLogger(HotTierProjection.class);

    private final SegmentLimits segmentLimits;
    private final DedupLimits dedupLimits;
    private final Disk disk;
    private final HotTables tables;
    private final Totals totals;
    private final MemoryBudget budget;
    private final FoldEnvironment environment;
    private final Executor sealing;
    private final Checkpointer checkpointer;
    private final AtomicLong checkpointsSkipped = new AtomicLong();
    private final AppliedWaits waits = new AppliedWaits();
    private final Map<Integer, OwnedPartition> owned = new ConcurrentSkipListMap<>();

    /** A projection that owns no partition yet. */
    public HotTierProjection(
            SegmentLimits segmentLimits,
            DedupLimits dedupLimits,
            CheckpointSettings checkpoints,
            Disk disk,
            MicroClock clock,
            HotTables tables,
            Totals totals,
            MemoryBudget budget,
            FoldEnvironment environment) {
        this.environment = environment;
        this.segmentLimits = segmentLimits;
        this.dedupLimits = dedupLimits;
        this.disk = disk;
        this.tables = tables;
        this.totals = totals;
        this.budget = budget;
        this.sealing = work -> environment.sealing().execute(() -> seal(work));
        this.checkpointer = new Checkpointer(
                checkpoints, clock, environment.checkpointing(), environment.nanoTime(), owned::values);
    }

    /**
     * Applies a batch.
     *
     * @throws TrueNowException {@link ErrorCode#INTERNAL} if the partition was not assigned
     */
    @EventHandler
    public void on(
            EventBatchAccepted event,
            @MetaDataValue(value = RecordMetaData.PARTITION, required = true) Integer partition,
            @MetaDataValue(value = RecordMetaData.OFFSET, required = true) Long offset,
            @MetaDataValue(value = RecordMetaData.APPEND_TIME_MICROS, required = true) Long appendTimeMicros) {
        OwnedPartition owner = owned.get(partition);
        if (owner == null) {
            throw new TrueNowException(
                    ErrorCode.INTERNAL,
                    "A record of partition [" + partition + "] came, which is not assigned to this process.");
        }
        synchronized (owner) {
            apply(owner, event.batch(), offset, appendTimeMicros);
            owner.applied(offset, event.batch().events().rows());
            checkpointer.applied(owner);
        }
        waits.reached(partition, owner.nextOffset());
        budget.enforce();
    }

    private void apply(OwnedPartition owner, EventBatch batch, long offset, long appendTimeMicros) {
        if (batch.header().kind() == BatchKind.TABLE_DROPPED) {
            drop(owner, batch.header(), offset);
            return;
        }
        if (offset < owner.nextOffset()
                && owner.shard(batch.header().tableId(), batch.header().shard()) == null) {
            // It was applied before, and its shard was dropped since.
            return;
        }
        TableShard shard = shard(owner, batch.header());
        boolean wasRunning = shard.stopped().isEmpty();
        shard.apply(batch, offset, appendTimeMicros);
        if (wasRunning && !shard.stopped().isEmpty()) {
            LOG.error("Table [{}] shard [{}] has stopped: {}", shard.ref(), shard.shard(), shard.stopped());
        }
    }

    /** Forgets a shard with its events and ids; statements that hold its snapshot end as they began. A stopped one goes as well. */
    private void drop(OwnedPartition owner, BatchHeader header, long offset) {
        if (offset < owner.nextOffset()) {
            return;
        }
        TableShard shard = owner.remove(header.tableId(), header.shard());
        if (shard != null) {
            tables.remove(shard);
            shard.drop("The table was dropped.");
        }
    }

    private void seal(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("A segment could not be sealed; it stays as it is and is tried again with the next.", e);
        }
        budget.enforce();
    }

    private TableShard shard(OwnedPartition owner, BatchHeader header) {
        TableShard shard = owner.shard(header.tableId(), header.shard());
        if (shard == null) {
            shard = new TableShard(
                    header, owner.partition(), segmentLimits, dedupLimits, totals, sealing, environment.ids());
            owner.add(shard);
            tables.add(shard);
        }
        return shard;
    }

    @Override
    public long assigned(int partition) {
        OwnedPartition already = owned.get(partition);
        if (already != null) {
            return already.nextOffset();
        }
        CheckpointStore store = new CheckpointStore(disk, partition);
        Optional<PartitionCapture> loaded;
        try {
            loaded = store.load();
        } catch (IOException e) {
            throw new TrueNowException(
                    ErrorCode.INTERNAL, "The checkpoints of partition [" + partition + "] cannot be listed.", e);
        }
        checkpointsSkipped.addAndGet(store.skipped());
        long nextOffset = loaded.map(PartitionCapture::nextOffset).orElse(0L);
        OwnedPartition owner = new OwnedPartition(
                partition, store, nextOffset, environment.nanoTime().getAsLong());
        for (ShardCapture capture : loaded.map(PartitionCapture::shards).orElse(List.of())) {
            TableShard shard = new TableShard(capture, segmentLimits, dedupLimits, totals, sealing, environment.ids());
            owner.add(shard);
            tables.add(shard);
        }
        owned.put(partition, owner);
        waits.reached(partition, nextOffset);
        budget.enforce();
        LOG.info(
                "Partition [{}] goes on at offset [{}] with [{}] table shards.",
                partition,
                nextOffset,
                owner.shards().size());
        return nextOffset;
    }

    @Override
    public void revoked(int partition) {
        OwnedPartition owner = owned.remove(partition);
        if (owner != null) {
            checkpointer.write(owner);
            owner.close();
            for (TableShard shard : owner.shards()) {
                tables.remove(shard);
                shard.drop("The partition was taken away.");
            }
        }
    }

    @Override
    public void caughtUp(int partition, long nextOffset) {
        OwnedPartition owner = owned.get(partition);
        if (owner != null) {
            synchronized (owner) {
                owner.reached(nextOffset);
            }
            waits.reached(partition, nextOffset);
        }
    }

    /** Offset behind the last applied record, by partition that this process owns. */
    public Map<Integer, Long> nextOffsets() {
        Map<Integer, Long> offsets = new ConcurrentSkipListMap<>();
        owned.forEach((partition, owner) -> offsets.put(partition, owner.nextOffset()));
        return offsets;
    }

    /** Offset behind the last applied record of a partition; -1 while this process does not own it. */
    public long nextOffset(int partition) {
        OwnedPartition owner = owned.get(partition);
        return owner == null ? -1 : owner.nextOffset();
    }

    /**
     * Runs an action once, when the record of an offset can be seen by every scan that begins from then on; at once if it can be seen. It
     * may run on the thread that applies the log, so it is short and does not throw.
     *
     * @return gives up; nothing happens if the action has run
     */
    public Runnable whenApplied(int partition, long offset, Runnable action) {
        return waits.add(partition, offset, () -> nextOffset(partition), action);
    }

    /** Writes checkpoints of all partitions that have something new, on the calling thread. */
    public void checkpoint() {
        owned.values().forEach(checkpointer::write);
    }

    /** Good checkpoints of the partitions that this process owns, by partition and number. */
    public List<CheckpointFigures> checkpoints() {
        return owned.values().stream()
                .flatMap(owner -> owner.store().figures().stream())
                .toList();
    }

    /** Whether the checkpoint thread is at work; part of health. */
    public boolean isCheckpointing() {
        return checkpointer.isRunning();
    }

    /** Checkpoints written since start. */
    public long checkpointsWritten() {
        return checkpointer.written();
    }

    /** Damaged checkpoints that were passed over since start, for an older one or the whole log. */
    public long checkpointsSkipped() {
        return checkpointsSkipped.get();
    }

    /**
     * Seconds for which the oldest applied record that is in no checkpoint has been waiting, to one second; 0 if there is none. A restart
     * reads at least so much of the log again.
     */
    public double checkpointAgeSeconds() {
        return checkpointer.ageSeconds();
    }

    /** Seconds after which a partition with something new gets a checkpoint. */
    public long checkpointIntervalSeconds() {
        return checkpointer.intervalSeconds();
    }

    /** Checkpoints that could not be written since start. */
    public long checkpointsFailed() {
        return checkpointer.failed();
    }

    /** Ends the checkpoint thread and writes final checkpoints. Snapshots stay readable. */
    @Override
    public void close() {
        checkpointer.close();
        checkpoint();
    }
}
