package io.truenow.hottier.ingest;

import io.truenow.events.time.MicroClock;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.checkpoint.PartitionCapture;
import io.truenow.hottier.shard.TableShard;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checkpoints on a thread of its own: it captures under the partition's monitor, which takes microseconds, and writes from the
 * capture. Also looks once a second for partitions whose time has come. A failed write is logged and tried again next time.
 */
final class Checkpointer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    private final CheckpointSettings settings;
    private final MicroClock clock;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final CheckpointThread thread;
    private final LongSupplier nanoTime;
    private final Supplier<? extends Iterable<OwnedPartition>> owned;

    Checkpointer(
            CheckpointSettings settings,
            MicroClock clock,
            CheckpointThread thread,
            LongSupplier nanoTime,
            Supplier<? extends Iterable<OwnedPartition>> owned) {
        this.settings = settings;
        this.clock = clock;
        this.thread = thread;
        this.nanoTime = nanoTime;
        this.owned = owned;
        thread.everySecond(() -> owned.get().forEach(this::writeIfDue));
    }

    /** Whether the thread still looks at the partitions. */
    boolean isRunning() {
        return thread.isRunning();
    }

    /** Called after each applied record. */
    void applied(OwnedPartition partition) {
        if (partition.recordsSince() == settings.records()
                || partition.rowsSince() >= settings.rows() && partition.recordsSince() % 64 == 1) {
            thread.execute(() -> writeIfDue(partition));
        }
    }

    private void writeIfDue(OwnedPartition partition) {
        boolean due;
        synchronized (partition) {
            partition.look(nanoTime.getAsLong());
            long waited = nanoTime.getAsLong() - partition.checkpointedNanos();
            due = partition.recordsSince() >= settings.records()
                    || partition.rowsSince() >= settings.rows()
                    || waited >= TimeUnit.SECONDS.toNanos(settings.seconds());
        }
        if (due) {
            write(partition);
        }
    }

    /** Writes a checkpoint now, on the calling thread; nothing happens if nothing is new. */
    void write(OwnedPartition partition) {
        ReentrantLock writing = partition.writing();
        writing.lock();
        try {
            partition.sealAll();
            PartitionCapture capture = capture(partition);
            if (capture != null) {
                partition.store().write(capture);
                synchronized (partition) {
                    partition.checkpointed(capture.nextOffset());
                    partition.shards().forEach(TableShard::recountIds);
                }
                written.incrementAndGet();
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            failed.incrementAndGet();
            LOG.error("The checkpoint of partition [{}] was not written.", partition.partition(), e);
        } finally {
            writing.unlock();
        }
    }

    private @Nullable PartitionCapture capture(OwnedPartition partition) {
        PartitionCapture capture;
        synchronized (partition) {
            if (partition.closed() || !partition.isBehind()) {
                return null;
            }
            capture = partition.capture(clock.nowMicros());
            partition.captured(nanoTime.getAsLong());
        }
        if (capture == null && partition.warnOnce()) {
            LOG.warn(
                    "Partition [{}] is not checkpointed any more, because a table shard in it has stopped.",
                    partition.partition());
        }
        return capture;
    }

    /** Seconds for which the oldest applied record that is in no checkpoint has been waiting, to one second; 0 if there is none. */
    double ageSeconds() {
        long oldest = 0;
        for (OwnedPartition partition : owned.get()) {
            synchronized (partition) {
                oldest = Math.max(oldest, partition.waitedNanos(nanoTime.getAsLong()));
            }
        }
        return oldest / 1e9;
    }

    /** Seconds after which a partition with something new is written. */
    long intervalSeconds() {
        return settings.seconds();
    }

    long written() {
        return written.get();
    }

    long failed() {
        return failed.get();
    }

    @Override
    public void close() {
        thread.close();
    }
}
