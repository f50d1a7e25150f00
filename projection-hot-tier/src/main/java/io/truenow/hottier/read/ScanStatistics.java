package io.truenow.hottier.read;

import java.util.concurrent.atomic.AtomicLong;

/** What the scans of one statement did. Thread-safe; a statement may scan several tables. */
public final class ScanStatistics {

    private final AtomicLong rowsScanned = new AtomicLong();
    private final AtomicLong rowsOut = new AtomicLong();
    private final AtomicLong segmentsScanned = new AtomicLong();
    private final AtomicLong segmentsPruned = new AtomicLong();
    private final AtomicLong incompleteBeforeMicros = new AtomicLong(Long.MIN_VALUE);

    /** Rows whose filter was evaluated. */
    public long rowsScanned() {
        return rowsScanned.get();
    }

    /** Rows that left the hot tier. */
    public long rowsOut() {
        return rowsOut.get();
    }

    /** Segments that were read. */
    public long segmentsScanned() {
        return segmentsScanned.get();
    }

    /** Segments that were left out because nothing in them could match. */
    public long segmentsPruned() {
        return segmentsPruned.get();
    }

    /** Event time before which rows that the statement asked for are no longer resident; {@link Long#MIN_VALUE} if none. */
    public long incompleteBeforeMicros() {
        return incompleteBeforeMicros.get();
    }

    /** Adds the figures of one scan. */
    public void add(long scanned, long out, long read, long pruned) {
        rowsScanned.addAndGet(scanned);
        rowsOut.addAndGet(out);
        segmentsScanned.addAndGet(read);
        segmentsPruned.addAndGet(pruned);
    }

    /** Notes that rows before a time are missing. */
    public void incompleteBefore(long micros) {
        incompleteBeforeMicros.accumulateAndGet(micros, Math::max);
    }
}
