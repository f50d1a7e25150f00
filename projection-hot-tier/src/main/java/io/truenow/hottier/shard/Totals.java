package io.truenow.hottier.shard;

import java.util.concurrent.atomic.AtomicLong;

/** Sums over all shards of the hot tier, kept up to date by their writers. Thread-safe. */
public final class Totals {

    private final AtomicLong heapBytes = new AtomicLong();
    private final AtomicLong dedupBytes = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();

    void add(long heap, long dedup, long events) {
        heapBytes.addAndGet(heap);
        dedupBytes.addAndGet(dedup);
        if (events != 0) {
            stored.addAndGet(events);
        }
    }

    /** Bytes of segments and dictionaries. */
    public long heapBytes() {
        return heapBytes.get();
    }

    /** Bytes of the duplicate stores. */
    public long dedupBytes() {
        return dedupBytes.get();
    }

    /** Events counted, duplicates not. */
    public long stored() {
        return stored.get();
    }
}
