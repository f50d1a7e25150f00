package io.truenow.sql;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.ingest.LogMark;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.MemoryDisk;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A log that acknowledges at once, and whose records the hot tier applies some time later. Thread-safe. */
public final class HeldBackLog implements AutoCloseable {

    /** The hot tier behind it. */
    public final LiveTier tier = new LiveTier(new MemoryDisk(), 100_000);

    private final Duration behind;
    private final ScheduledExecutorService applying = Executors.newSingleThreadScheduledExecutor();
    private final long[] next = new long[Placement.PARTITIONS];

    /** A log whose hot tier is that far behind. */
    public HeldBackLog(Duration behind) {
        this.behind = behind;
    }

    /** Appends a record; what it returns is its acknowledgement. */
    public synchronized LogMark append(TableRef table, int shard, Events events) {
        int partition = LiveTier.partition(table, shard);
        long offset = next[partition]++;
        var columns = events.build();
        applying.schedule(() -> tier.apply(table, shard, offset, columns), behind.toNanos(), TimeUnit.NANOSECONDS);
        return new LogMark.Builder().reach(partition, offset).build();
    }

    @Override
    public void close() {
        applying.shutdownNow();
        tier.close();
    }
}
