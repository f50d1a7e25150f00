package io.truenow.sql.scan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Memory that the operators above the scans of all statements may hold together: sorts, joins, windows, set operations, collecting
 * aggregates. Bytes are estimates of what their rows take on the heap. Thread-safe.
 */
public final class MemoryPool {

    private final long maxStatementBytes;
    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();
    private final LongAdder refused = new LongAdder();

    /**
     * A pool.
     *
     * @param maxStatementBytes most bytes of one statement
     * @param maxBytes most bytes of all together
     */
    public MemoryPool(long maxStatementBytes, long maxBytes) {
        if (maxStatementBytes <= 0 || maxBytes <= 0) {
            throw new IllegalArgumentException("Each limit of memory is positive.");
        }
        this.maxStatementBytes = maxStatementBytes;
        this.maxBytes = maxBytes;
    }

    /** A new statement's share; closing it gives back what it took. */
    public Share open() {
        return new Share();
    }

    /** Bytes held now. */
    public long heldBytes() {
        return held.get();
    }

    /** Statements that asked for more than there was. */
    public long refused() {
        return refused.sum();
    }

    /** What one statement holds. Thread-safe. */
    public final class Share implements AutoCloseable {

        private final Map<Integer, Long> byPlace = new HashMap<>();
        private long bytes;
        private boolean closed;

        private Share() {}

        /**
         * Holds at least so many bytes for a place of the plan until the statement ends. A place that runs again, for each row of another
         * operator, holds what its largest run did.
         *
         * @throws TrueNowException {@link ErrorCode#MEMORY_LIMIT} if the statement or all together would hold more than they may
         */
        public synchronized void hold(int place, long atLeast) {
            long more = atLeast - byPlace.getOrDefault(place, 0L);
            if (closed || more <= 0) {
                return;
            }
            if (bytes + more > maxStatementBytes) {
                refused.increment();
                throw new TrueNowException(
                        ErrorCode.MEMORY_LIMIT,
                        "The statement's sorts, joins and collections would hold more than [" + maxStatementBytes
                                + "] bytes (limit of statement memory).",
                        null,
                        "Filter or group earlier, or add a LIMIT to the sort.",
                        null);
            }
            if (held.addAndGet(more) > maxBytes) {
                held.addAndGet(-more);
                refused.increment();
                throw new TrueNowException(
                        ErrorCode.MEMORY_LIMIT,
                        "All statements together would hold more than [" + maxBytes
                                + "] bytes (limit of memory of statements); this one may pass later.");
            }
            bytes += more;
            byPlace.put(place, atLeast);
        }

        /** Bytes of this statement. */
        public synchronized long bytes() {
            return bytes;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                held.addAndGet(-bytes);
            }
        }
    }
}
