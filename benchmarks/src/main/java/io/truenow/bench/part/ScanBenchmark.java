package io.truenow.bench.part;

import static io.truenow.hottier.read.Aggregation.Function.AVG;
import static io.truenow.hottier.read.Aggregation.Function.COUNT;
import static io.truenow.hottier.read.Aggregation.Function.COUNT_DISTINCT;
import static io.truenow.hottier.read.Aggregation.Function.SUM;

import io.truenow.bench.append.ShopBatches;
import io.truenow.events.access.Principal;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.HotTierSettings;
import io.truenow.hottier.read.AggregateAnswer;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.scan.ScanEngine;
import io.truenow.hottier.scan.ScanSettings;
import io.truenow.infra.files.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Scans over two million events of W1 without SQL in front, milliseconds each, by one or two threads.
 *
 * <p>{@code ./truenow bench jmh ScanBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx3g", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScanBenchmark {

    private static final int EVENTS = 2_000_000;
    private static final int BATCH = 1_000;
    private static final long MINUTE_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final Field REGION = Field.dimension("region");
    private static final Field PRODUCT = Field.dimension("product");
    private static final Field REVENUE = Field.metric("revenue");

    /** Threads of a scan. */
    @Param({"1", "2"})
    public int threads;

    private @Nullable HotTier tier;
    private @Nullable ExecutorService pool;
    private @Nullable ScanEngine engine;

    /** Folds W1 into a hot tier. */
    @Setup
    public void prepare() throws IOException {
        int partition = Placement.partition(ShopBatches.TABLE, 0);
        HotTier made = new HotTier(
                HotTierSettings.withBudget(2L << 30),
                new LocalDisk(Files.createTempDirectory("truenow-scan-")),
                () -> 1);
        made.projection().assigned(partition);
        for (int from = 0; from < EVENTS; from += BATCH) {
            EventBatchAccepted fact = EventBatchAccepted.of(ShopBatches.batch(from, BATCH, false));
            made.projection().on(fact, partition, (long) (from / BATCH), 1_000_000L + from);
        }
        tier = made;
        pool = Executors.newFixedThreadPool(2);
        engine = new ScanEngine(made, pool, threads, ScanSettings.DEFAULT);
    }

    /** Ends the hot tier and the pool. */
    @TearDown
    public void end() {
        if (tier != null) {
            tier.close();
        }
        if (pool != null) {
            pool.shutdown();
        }
    }

    /** Sum and count by 4 values. */
    @Benchmark
    public AggregateAnswer sumByRegion() {
        return ask(Predicate.TRUE, List.of(by(REGION)), sum(), count());
    }

    /** Mean by 400 pairs of values. */
    @Benchmark
    public AggregateAnswer averageByRegionAndProduct() {
        return ask(
                Predicate.TRUE,
                List.of(by(REGION), by(PRODUCT)),
                Aggregation.of(AVG, Field.metric("processing_time")),
                count());
    }

    /** Sum of the one event in 400 that two filters leave. */
    @Benchmark
    public AggregateAnswer sumBehindTwoFilters() {
        return ask(
                new Predicate.And(List.of(is(REGION, "us-east"), is(PRODUCT, "product-7"))), List.of(), sum(), count());
    }

    /** Sum by minute and 4 values. */
    @Benchmark
    public AggregateAnswer sumByMinuteAndRegion() {
        return ask(Predicate.TRUE, List.of(new GroupKey.ByTime(MINUTE_MICROS, 0), by(REGION)), sum());
    }

    /** Exact number of 200,000 values. */
    @Benchmark
    public AggregateAnswer distinctUsers() {
        return ask(Predicate.TRUE, List.of(), Aggregation.of(COUNT_DISTINCT, Field.dimension("user_id")));
    }

    private AggregateAnswer ask(Predicate filter, List<GroupKey> keys, Aggregation... aggregations) {
        ScanEngine asked = engine;
        if (asked == null) {
            throw new IllegalStateException("The hot tier was not filled.");
        }
        return asked.aggregate(
                new AggregateRequest(
                        ShopBatches.TABLE,
                        TimeRange.ALL,
                        filter,
                        keys,
                        List.of(aggregations),
                        List.of(),
                        0,
                        Long.MAX_VALUE),
                new ScanContext(Principal.LOCAL, () -> false, 1 << 24, 1 << 24, 1L << 30, new ScanStatistics()));
    }

    private static GroupKey by(Field field) {
        return new GroupKey.ByField(field);
    }

    private static Aggregation sum() {
        return Aggregation.of(SUM, REVENUE);
    }

    private static Aggregation count() {
        return Aggregation.of(COUNT, null);
    }

    private static Predicate is(Field field, String text) {
        return new Predicate.Compare(field, Predicate.Comparison.EQUAL, text);
    }
}
