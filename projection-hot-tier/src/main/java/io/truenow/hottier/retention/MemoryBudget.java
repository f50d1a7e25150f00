package io.truenow.hottier.retention;

import io.truenow.hottier.segment.Segment;
import io.truenow.hottier.shard.HotTable;
import io.truenow.hottier.shard.HotTables;
import io.truenow.hottier.shard.TableShard;
import io.truenow.hottier.shard.Totals;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps segments and dictionaries within a number of bytes: past it, sealed segments leave memory, the one with the oldest maximum
 * event time first. What statements still hold of evicted segments counts too; where that is too much, the oldest statement is
 * revoked. Segments that still grow are never evicted, so many small tables can pass the budget; that is warned of. Thread-safe.
 */
public final class MemoryBudget {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);

    private final long budgetBytes;
    private final HotTables tables;
    private final Totals totals;
    private final Pins pins;
    private final ReentrantLock evicting = new ReentrantLock();
    private final AtomicLong evictedSegments = new AtomicLong();
    private final AtomicLong evictedRows = new AtomicLong();
    private volatile boolean warned;
    private volatile boolean warnedStuck;

    /** A budget for all tables together. */
    public MemoryBudget(long budgetBytes, HotTables tables, Totals totals, Pins pins) {
        this.budgetBytes = budgetBytes;
        this.tables = tables;
        this.totals = totals;
        this.pins = pins;
    }

    /** Looks at the totals and acts; called after each applied batch, holding no shard. Cheap while there is room. */
    public void enforce() {
        long resident = totals.heapBytes();
        if (resident < budgetBytes / 10 * 9) {
            warned = false;
            if (pins.size() == 0) {
                return;
            }
        } else if (!warned) {
            warned = true;
            LOG.warn(
                    "The hot tier holds [{}] bytes of a budget of [{}]; the oldest segments leave memory soon.",
                    resident,
                    budgetBytes);
        }
        if ((resident > budgetBytes || evictedSegments.get() > 0 && resident + pins.evictedBytes() > budgetBytes)
                && evicting.tryLock()) {
            try {
                evict();
            } finally {
                evicting.unlock();
            }
        }
    }

    private void evict() {
        while (totals.heapBytes() > budgetBytes) {
            if (!evictOldest()) {
                if (!warnedStuck) {
                    warnedStuck = true;
                    LOG.warn(
                            "The hot tier is over its budget of [{}] bytes and no sealed segment is left to evict.",
                            budgetBytes);
                }
                break;
            }
        }
        if (totals.heapBytes() + pins.evictedBytes() > budgetBytes && pins.revokeOldest()) {
            LOG.warn("The oldest statement was asked to end, because it holds evicted segments.");
        }
    }

    private boolean evictOldest() {
        TableShard owner = null;
        Segment oldest = null;
        for (HotTable table : tables.all()) {
            for (TableShard shard : table.shards()) {
                for (Segment segment : shard.published().resident()) {
                    if (segment.sealed()
                            && !segment.evicted()
                            && (oldest == null || segment.maxTimeMicros() < oldest.maxTimeMicros())) {
                        oldest = segment;
                        owner = shard;
                    }
                }
            }
        }
        if (owner == null || oldest == null || !owner.evict(oldest)) {
            return false;
        }
        evictedSegments.incrementAndGet();
        evictedRows.addAndGet(oldest.rows());
        warnedStuck = false;
        LOG.info("Segment [{}] of table [{}] left memory with [{}] rows.", oldest.number(), owner.ref(), oldest.rows());
        return true;
    }

    /** Most bytes. */
    public long budgetBytes() {
        return budgetBytes;
    }

    /** Segments that left memory since start. */
    public long evictedSegments() {
        return evictedSegments.get();
    }

    /** Rows that left memory since start. */
    public long evictedRows() {
        return evictedRows.get();
    }
}
