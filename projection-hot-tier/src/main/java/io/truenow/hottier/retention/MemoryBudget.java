package io.truenow.hottier.retention;

import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.segment.Segment;
import io.truenow.hottier.shard.HotTable;
import io.truenow.hottier.shard.HotTables;
import io.truenow.hottier.shard.TableShard;
import io.truenow.hottier.shard.Totals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps segments, dictionaries and event ids within a number of bytes: past it, sealed segments leave memory. The tenant that has more
 * than its equal share gives, of that the table that has more than its share, and of that the segment with the oldest maximum event
 * time. What statements still hold of evicted segments counts too; where that is too much, the oldest statement is revoked. Segments
 * that still grow are never evicted, so many small tables can pass the budget; that is warned of. Thread-safe.
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
        long resident = totals.bytes().heap();
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
        while (totals.bytes().heap() > budgetBytes) {
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
        if (totals.bytes().heap() + pins.evictedBytes() > budgetBytes && pins.revokeOldest()) {
            LOG.warn("The oldest statement was asked to end, because it holds evicted segments.");
        }
    }

    /** A sealed segment and where it is. */
    private record Victim(TableShard owner, Segment segment) {}

    private boolean evictOldest() {
        Victim victim = oldest(overTheirShare());
        if (victim == null) {
            victim = oldest(tables.all());
        }
        if (victim == null || !victim.owner().evict(victim.segment())) {
            return false;
        }
        Segment gone = victim.segment();
        evictedSegments.incrementAndGet();
        evictedRows.addAndGet(gone.rows());
        warnedStuck = false;
        LOG.info(
                "Segment [{}] of table [{}] left memory with [{}] rows.",
                gone.number(),
                victim.owner().ref(),
                gone.rows());
        return true;
    }

    /** Tables that have at least the mean of their tenant's tables, of tenants that have at least the mean of all. */
    private List<HotTable> overTheirShare() {
        Map<String, List<HotTable>> byTenant = new HashMap<>();
        for (HotTable table : tables.all()) {
            TableRef ref = table.ref();
            if (ref != null) {
                byTenant.computeIfAbsent(ref.tenant(), tenant -> new ArrayList<>())
                        .add(table);
            }
        }
        return atLeastTheMean(byTenant.values(), MemoryBudget::residentBytes).stream()
                .flatMap(ofTenant -> atLeastTheMean(ofTenant, HotTable::residentBytes).stream())
                .toList();
    }

    private static long residentBytes(List<HotTable> tables) {
        return tables.stream().mapToLong(HotTable::residentBytes).sum();
    }

    private static <T> List<T> atLeastTheMean(Collection<T> all, ToLongFunction<T> bytes) {
        double mean = all.stream().mapToLong(bytes).average().orElse(0);
        return all.stream().filter(one -> bytes.applyAsLong(one) >= mean).toList();
    }

    private static @Nullable Victim oldest(Collection<HotTable> among) {
        Victim oldest = null;
        for (HotTable table : among) {
            for (TableShard shard : table.shards()) {
                for (Segment segment : shard.published().resident()) {
                    if (segment.sealed()
                            && !segment.evicted()
                            && (oldest == null
                                    || segment.maxTimeMicros()
                                            < oldest.segment().maxTimeMicros())) {
                        oldest = new Victim(shard, segment);
                    }
                }
            }
        }
        return oldest;
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
