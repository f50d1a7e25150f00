package io.truenow.hottier.shard;

import java.util.concurrent.atomic.AtomicLong;

/** Sums over all shards of the hot tier, kept up to date by their writers. Thread-safe. */
public final class Totals {

    private final AtomicLong resident = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong leavingIds = new AtomicLong();
    private final AtomicLong idFiles = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();

    void add(ShardBytes more, long events) {
        add(resident, more.resident());
        add(ids, more.ids());
        add(leavingIds, more.leavingIds());
        add(idFiles, more.idFiles());
        add(stored, events);
    }

    private static void add(AtomicLong sum, long more) {
        if (more != 0) {
            sum.addAndGet(more);
        }
    }

    /** Bytes of all shards; while a writer adds, some of its figures may be in it and others not. */
    public ShardBytes bytes() {
        return new ShardBytes(resident.get(), ids.get(), leavingIds.get(), idFiles.get());
    }

    /** Events counted, duplicates not. */
    public long stored() {
        return stored.get();
    }
}
