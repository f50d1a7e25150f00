package io.truenow.hottier.scan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.concurrent.atomic.AtomicLong;

/** Limits of one scan: cancellation, revocation by the memory budget, bytes of state, groups, rows. Thread-safe. */
final class ScanGuard {

    private final ScanContext context;
    private final TableSnapshot snapshot;
    private final AtomicLong reservedBytes = new AtomicLong();

    ScanGuard(ScanContext context, TableSnapshot snapshot) {
        this.context = context;
        this.snapshot = snapshot;
    }

    /** Asked once per block. */
    void check() {
        if (context.cancelled().getAsBoolean()) {
            throw new TrueNowException(ErrorCode.CANCELLED, "The statement was cancelled or ran out of time.");
        }
        if (snapshot.revoked()) {
            throw new TrueNowException(
                    ErrorCode.MEMORY_LIMIT, "The statement was ended because the hot tier needs the memory it holds.");
        }
    }

    /** Counts bytes of intermediate state; asked before they are allocated. */
    void reserve(long bytes) {
        if (bytes < 0 || reservedBytes.addAndGet(bytes) > context.maxBytes()) {
            throw new TrueNowException(
                    ErrorCode.MEMORY_LIMIT,
                    "The statement needs more memory than its limit [" + context.maxBytes() + " bytes].",
                    null,
                    "Narrow the time range, group by fewer values, or ask for fewer rows.",
                    null);
        }
    }

    /** Gives bytes back. */
    void release(long bytes) {
        reservedBytes.addAndGet(-bytes);
    }

    /** Checks the number of groups so far. */
    void requireGroups(long groups) {
        if (groups > context.maxGroups()) {
            throw new TrueNowException(
                    ErrorCode.GROUP_LIMIT,
                    "The statement makes more groups than its limit [" + context.maxGroups() + "].",
                    null,
                    "Narrow the time range, filter more, or group by columns with fewer values.",
                    null);
        }
    }

    /** Checks the number of rows that have left so far. */
    void requireRows(long rows) {
        if (rows > context.maxRowsOut()) {
            throw new TrueNowException(
                    ErrorCode.ROW_LIMIT,
                    "The statement reads more rows out of the hot tier than its limit [" + context.maxRowsOut() + "].",
                    null,
                    "Add a LIMIT, filter more, or aggregate.",
                    null);
        }
    }
}
