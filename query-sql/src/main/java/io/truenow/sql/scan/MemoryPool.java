package io.truenow.sql.scan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Memory that the operators above the scans of all statements may hold together: sorts, joins, windows, set operations, groups, collecting
 * aggregates. Bytes are estimates of what their rows take on the heap. Thread-safe.
 */
public final class MemoryPool {

    private final long maxStatementBytes;
    private final long maxTenantBytes;
    private final long maxBytes;
    private final Map<String, Long> byTenant = new ConcurrentHashMap<>();
    private final AtomicLong held = new AtomicLong();
    private final LongAdder refused = new LongAdder();

    /**
     * A pool.
     *
     * @param maxStatementBytes most bytes of one statement
     * @param maxTenantBytes most bytes of all of one tenant
     * @param maxBytes most bytes of all together
     */
    public MemoryPool(long maxStatementBytes, long maxTenantBytes, long maxBytes) {
        if (maxStatementBytes <= 0 || maxTenantBytes <= 0 || maxBytes <= 0) {
            throw new IllegalArgumentException("Each limit of memory is positive.");
        }
        this.maxStatementBytes = maxStatementBytes;
        this.maxTenantBytes = maxTenantBytes;
        this.maxBytes = maxBytes;
    }

    /** The share of a new statement of a tenant; closing it gives back what it took. */
    public Share open(String tenant) {
        return new Share(tenant);
    }

    private long change(String tenant, long more) {
        Long now = byTenant.merge(tenant, more, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
        return now == null ? 0 : now;
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

        private final String tenant;

        private Share(String tenant) {
            this.tenant = tenant;
        }

        /**
         * Holds at least so many bytes for a place of the plan until the statement ends. A place that runs again, for each row of another
         * operator, holds what its largest run did.
         *
         * @throws TrueNowException {@link ErrorCode#MEMORY_LIMIT} if the statement or the tenant or all together would hold more than they may
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
                        "The statement's sorts, joins, groups and collections would hold more than ["
                                + maxStatementBytes + "] bytes (limit of statement memory).",
                        null,
                        "Filter or group earlier, or add a LIMIT to the sort.",
                        null);
            }
            if (change(tenant, more) > maxTenantBytes) {
                change(tenant, -more);
                refused.increment();
                throw new TrueNowException(
                        ErrorCode.MEMORY_LIMIT,
                        "All statements of the tenant together would hold more than [" + maxTenantBytes
                                + "] bytes (limit of memory of a tenant's statements); this one may pass later.");
            }
            if (held.addAndGet(more) > maxBytes) {
                change(tenant, -more);
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
                if (bytes > 0) {
                    change(tenant, -bytes);
                    held.addAndGet(-bytes);
                }
            }
        }
    }
}
