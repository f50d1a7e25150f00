package io.truenow.bench.part;

import io.truenow.bench.append.ShopBatches;
import io.truenow.events.ingest.EventColumns;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.dedup.DuplicateStore;
import io.truenow.hottier.dedup.Selection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The duplicate store, one thread, nanoseconds an id: a million new ids in batches of 1,000, and the same again when all are known.
 *
 * <p>{@code ./truenow bench jmh DuplicateStoreBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class DuplicateStoreBenchmark {

    private static final int BATCH = 1_000;
    private static final int IDS = 1_000_000;
    private static final long WINDOW_MICROS = TimeUnit.DAYS.toMicros(1);

    /** Ids that count up, or random UUIDs. */
    @Param({"false", "true"})
    public boolean uuids;

    private final EventColumns[] batches = new EventColumns[IDS / BATCH];
    private final Selection selection = new Selection();
    private DuplicateStore empty = store();
    private DuplicateStore full = store();

    /** Makes the ids. */
    @Setup(Level.Trial)
    public void prepare() {
        for (int i = 0; i < batches.length; i++) {
            batches[i] = ShopBatches.batch((long) i * BATCH, BATCH, uuids).events();
        }
        full = store();
        all(full);
    }

    /** A store without ids for each run. */
    @Setup(Level.Iteration)
    public void renew() {
        empty = store();
    }

    /** Every id is new. */
    @Benchmark
    @OperationsPerInvocation(IDS)
    public long unknown() {
        return all(empty);
    }

    /** Every id is known, with equal content. */
    @Benchmark
    @OperationsPerInvocation(IDS)
    public long known() {
        return all(full);
    }

    private long all(DuplicateStore store) {
        long kept = 0;
        for (EventColumns batch : batches) {
            store.select(batch.ids(), batch.contentHashes(), batch.rows(), 1, selection);
            kept += selection.count();
        }
        return kept;
    }

    private static DuplicateStore store() {
        return new DuplicateStore(WINDOW_MICROS, DedupLimits.DEFAULT);
    }
}
