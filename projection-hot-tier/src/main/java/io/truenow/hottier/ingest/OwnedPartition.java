package io.truenow.hottier.ingest;

import io.truenow.hottier.checkpoint.CheckpointStore;
import io.truenow.hottier.checkpoint.PartitionCapture;
import io.truenow.hottier.shard.ShardCapture;
import io.truenow.hottier.shard.TableShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A partition that this process owns: its table shards and its position. The monitor keeps applying and capturing apart; both are
 * short. Files are written outside of it.
 */
final class OwnedPartition {

    /** Place of a shard. */
    record ShardKey(UUID tableId, int shard) {}

    private final int partition;
    private final CheckpointStore store;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<ShardKey, TableShard> shards = new HashMap<>();
    private volatile long nextOffset;
    private long recordsSince;
    private long rowsSince;
    private long checkpointedOffset;
    private long checkpointedNanos;
    private long waitingSinceNanos;
    private boolean waiting;
    private volatile boolean closed;
    private boolean warnedStopped;

    OwnedPartition(int partition, CheckpointStore store, long nextOffset, long nowNanos) {
        this.partition = partition;
        this.store = store;
        this.nextOffset = nextOffset;
        this.checkpointedOffset = nextOffset;
        this.checkpointedNanos = nowNanos;
    }

    int partition() {
        return partition;
    }

    CheckpointStore store() {
        return store;
    }

    /** Held while a checkpoint is written, so that one is at a time. */
    ReentrantLock writing() {
        return writing;
    }

    long nextOffset() {
        return nextOffset;
    }

    void add(TableShard shard) {
        shards.put(new ShardKey(shard.tableId(), shard.shard()), shard);
    }

    @Nullable
    TableShard shard(UUID tableId, int shard) {
        return shards.get(new ShardKey(tableId, shard));
    }

    /** Takes a shard out; null if it is not here. */
    @Nullable
    TableShard remove(UUID tableId, int shard) {
        return shards.remove(new ShardKey(tableId, shard));
    }

    List<TableShard> shards() {
        return List.copyOf(shards.values());
    }

    /** Seals what waits for it, so that a capture need not. */
    void sealAll() {
        List<TableShard> now;
        synchronized (this) {
            now = shards();
        }
        now.forEach(TableShard::sealAll);
    }

    void applied(long offset, int rows) {
        reached(offset + 1);
        recordsSince++;
        rowsSince += rows;
    }

    void reached(long offset) {
        nextOffset = Math.max(nextOffset, offset);
    }

    long recordsSince() {
        return recordsSince;
    }

    long rowsSince() {
        return rowsSince;
    }

    /** Notes since when what was applied waits for a checkpoint, if anything does. */
    void look(long nowNanos) {
        if (isBehind() && !waiting) {
            waiting = true;
            waitingSinceNanos = nowNanos;
        }
    }

    /** Nanoseconds for which what was applied has been waiting for a checkpoint; 0 if nothing is known to wait. */
    long waitedNanos(long nowNanos) {
        return waiting ? Math.max(0, nowNanos - waitingSinceNanos) : 0;
    }

    boolean isBehind() {
        return nextOffset > checkpointedOffset;
    }

    long checkpointedNanos() {
        return checkpointedNanos;
    }

    /** State of all shards; null while one is stopped, because its position lags behind the partition's. */
    @Nullable
    PartitionCapture capture(long nowMicros) {
        List<ShardCapture> captures = new ArrayList<>();
        for (TableShard shard : shards.values()) {
            if (!shard.stopped().isEmpty()) {
                return null;
            }
            captures.add(shard.capture());
        }
        return new PartitionCapture(partition, nextOffset, nowMicros, captures);
    }

    /** Notes that a capture was taken. */
    void captured(long nowNanos) {
        recordsSince = 0;
        rowsSince = 0;
        checkpointedNanos = nowNanos;
    }

    /** Notes up to where a written checkpoint goes. What came after its capture waits from then on. */
    void checkpointed(long offset) {
        checkpointedOffset = Math.max(checkpointedOffset, offset);
        waiting = isBehind();
        waitingSinceNanos = checkpointedNanos;
    }

    /** True the first time. */
    boolean warnOnce() {
        boolean first = !warnedStopped;
        warnedStopped = true;
        return first;
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
