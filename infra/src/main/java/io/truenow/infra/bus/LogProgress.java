package io.truenow.infra.bus;

import io.truenow.events.ingest.Placement;
import io.truenow.events.time.MicroClock;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * How far the log reaches and how far it was applied, per partition, in offsets. Ends come from acknowledgements and from what the
 * reader sees, whichever is further. Thread-safe, without locks.
 */
public final class LogProgress {

    private static final long UNKNOWN = -1;

    private final AtomicLongArray ends = new AtomicLongArray(Placement.PARTITIONS);
    private final AtomicLongArray applied = new AtomicLongArray(Placement.PARTITIONS);
    private final AtomicIntegerArray stopped = new AtomicIntegerArray(Placement.PARTITIONS);

    private final @Nullable KnownEnds known;
    private final LogMeters meters;

    /** Nothing known yet. */
    public LogProgress() {
        this(null);
    }

    /** Nothing known yet but the ends that the partitions once had; they are kept up to date. */
    public LogProgress(@Nullable KnownEnds known) {
        this(known, MicroClock.system());
    }

    /** Nothing known yet but the ends that the partitions once had, with a clock for how long records take. */
    public LogProgress(@Nullable KnownEnds known, MicroClock clock) {
        this.known = known;
        this.meters = new LogMeters(clock);
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            applied.set(partition, UNKNOWN);
        }
    }

    /** The log of a partition reaches at least to an end offset. */
    void reaches(int partition, long endOffset) {
        ends.accumulateAndGet(partition, endOffset, Math::max);
        if (known != null) {
            known.reaches(partition, endOffset);
        }
    }

    /** Offset behind the last record that a partition is known to have had, now or before the start. */
    long knownEnd(int partition) {
        return known == null ? ends.get(partition) : known.end(partition);
    }

    /** Everything in front of the offset was applied, or was there when the partition came. */
    void applied(int partition, long nextOffset) {
        applied.set(partition, nextOffset);
    }

    /** The partition is not read any further. */
    void stopped(int partition) {
        stopped.set(partition, 1);
    }

    /** The partition begins again. */
    void begins(int partition) {
        stopped.set(partition, 0);
    }

    /** The partition is not ours any more. */
    void lost(int partition) {
        applied.set(partition, UNKNOWN);
    }

    /** How much was written and read, and how long that took. */
    public LogMeters meters() {
        return meters;
    }

    /** Offset of the next record to apply; -1 while the partition is not ours. */
    public long nextOffset(int partition) {
        return applied.get(partition);
    }

    /** Offset behind the last record that is known. */
    public long endOffset(int partition) {
        return ends.get(partition);
    }

    /** Records of a partition that wait to be applied; 0 while the partition is not ours. */
    public long lag(int partition) {
        long next = applied.get(partition);
        return next == UNKNOWN ? 0 : Math.max(0, ends.get(partition) - next);
    }

    /** Records that wait to be applied, over our partitions; without those that have stopped, so that the others go on. */
    public long totalLag() {
        long sum = 0;
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            if (stopped.get(partition) == 0) {
                sum += lag(partition);
            }
        }
        return sum;
    }
}
