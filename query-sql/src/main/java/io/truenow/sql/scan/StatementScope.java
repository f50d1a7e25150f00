package io.truenow.sql.scan;

import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.ReadPin;
import io.truenow.hottier.read.ScanContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** What the leaves of a running statement share. Thread-safe; closed when the statement ends. */
public final class StatementScope implements AutoCloseable {

    /** Name under which generated code finds it. */
    public static final String VARIABLE = "truenowScope";

    private volatile HotTierReads reads;
    private volatile @Nullable ReadPin pin;
    private final ScanContext context;
    private final Runnable alive;
    private final MemoryPool.Share memory;
    private final LongPredicate cancel;
    private final Map<UUID, Coverage> coverage = new ConcurrentHashMap<>();

    /**
     * A scope.
     *
     * @param alive throws when the statement was cancelled or ran out of time
     * @param memory what operators above the scans take from
     * @param cancel ends another statement of the caller by its number
     */
    public StatementScope(
            HotTierReads reads, ScanContext context, Runnable alive, MemoryPool.Share memory, LongPredicate cancel) {
        this.reads = reads;
        this.context = context;
        this.alive = alive;
        this.memory = memory;
        this.cancel = cancel;
    }

    /** The hot tier. */
    public HotTierReads reads() {
        return reads;
    }

    /** From now on each scan of these tables reads one snapshot, so that all of a statement's scans see one moment. Called once, at first. */
    public void pin(List<UUID> scans) {
        if (scans.size() > 1) {
            ReadPin held = reads.pin(context.principal(), Set.copyOf(scans));
            pin = held;
            reads = held.reads();
        }
    }

    @Override
    public void close() {
        memory.close();
        ReadPin held = pin;
        if (held != null) {
            pin = null;
            held.close();
        }
    }

    /** Caller, limits, figures. */
    public ScanContext context() {
        return context;
    }

    /** Memory of operators that keep rows. */
    public MemoryPool.Share memory() {
        return memory;
    }

    /** Ends another running statement of the caller's tenant soon; false if there is none with this number. */
    public boolean cancel(long id) {
        return cancel.test(id);
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
