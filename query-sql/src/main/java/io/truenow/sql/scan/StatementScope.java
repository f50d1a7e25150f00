package io.truenow.sql.scan;

import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.ScanContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What the leaves of a running statement share. Thread-safe. */
public final class StatementScope {

    /** Name under which generated code finds it. */
    public static final String VARIABLE = "truenowScope";

    private final HotTierReads reads;
    private final ScanContext context;
    private final Runnable alive;
    private final MemoryPool.Share memory;
    private final Map<UUID, Coverage> coverage = new ConcurrentHashMap<>();

    /**
     * A scope.
     *
     * @param alive throws when the statement was cancelled or ran out of time
     * @param memory what operators above the scans take from
     */
    public StatementScope(HotTierReads reads, ScanContext context, Runnable alive, MemoryPool.Share memory) {
        this.reads = reads;
        this.context = context;
        this.alive = alive;
        this.memory = memory;
    }

    /** The hot tier. */
    public HotTierReads reads() {
        return reads;
    }

    /** Caller, limits, figures. */
    public ScanContext context() {
        return context;
    }

    /** Memory of operators that keep rows. */
    public MemoryPool.Share memory() {
        return memory;
    }

    /** Returns if the statement may go on, else throws. */
    public void checkAlive() {
        alive.run();
    }

    /** Positions that the scans so far have covered, by table. */
    public Map<UUID, Coverage> coverage() {
        return Map.copyOf(coverage);
    }

    void covered(UUID table, Coverage positions) {
        coverage.put(table, positions);
    }

    /** Positions of several tables, in one list. */
    public List<Coverage> positions() {
        return List.copyOf(coverage.values());
    }
}
