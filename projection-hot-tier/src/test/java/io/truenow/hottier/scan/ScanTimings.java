package io.truenow.hottier.scan;

import com.sun.management.OperatingSystemMXBean;
import io.truenow.events.access.Principal;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.RowCursor;
import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.SegmentView;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Rough timings of the questions of workload W1 in process, over 5 million rows in plain arrays, without SQL and without a network.
 * Run {@code main}; arguments: rows, threads, repetitions. Prints medians in milliseconds.
 */
public final class ScanTimings {

    private static final long T0 = 1_754_772_362_000_000L;
    private static final Field REGION = Field.dimension("region");
    private static final Field PRODUCT = Field.dimension("product");
    private static final Field USER = Field.dimension("user_id");
    private static final Field REVENUE = Field.metric("revenue");
    private static final Field TIME = Field.metric("processing_time");

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ArraySnapshots snapshots = new ArraySnapshots();
    private final HotTierReads reads;
    private final int repetitions;

    private ScanTimings(int rows, int threads, int repetitions, ExecutorService pool) {
        fill(rows);
        this.reads = new ScanEngine(snapshots, pool, threads, ScanSettings.DEFAULT);
        this.repetitions = repetitions;
    }

    /** Prints the table. */
    public static void main(String[] arguments) {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000_000;
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        int repetitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 15;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        new ScanTimings(rows, threads, repetitions, pool).all(rows);
        pool.shutdown();
    }

    private void all(int rows) {
        GroupKey region = new GroupKey.ByField(REGION);
        GroupKey product = new GroupKey.ByField(PRODUCT);
        Aggregation count = Aggregation.of(Aggregation.Function.COUNT, null);
        Aggregation revenue = Aggregation.of(Aggregation.Function.SUM, REVENUE);
        Aggregation mean = Aggregation.of(Aggregation.Function.AVG, TIME);
        Predicate two = new Predicate.And(List.of(equal(REGION, "us-east"), equal(PRODUCT, "product-7")));
        TimeRange tail = new TimeRange(T0 + rows * 720L - 300_000_000L, Long.MAX_VALUE);
        time("count", groups(TimeRange.ALL, Predicate.TRUE, List.of(), count));
        time("sum by region", groups(TimeRange.ALL, Predicate.TRUE, List.of(region), revenue, count));
        time("avg by region, product", groups(TimeRange.ALL, Predicate.TRUE, List.of(region, product), mean, count));
        time("two filters, sum", groups(TimeRange.ALL, two, List.of(), revenue, count));
        time(
                "minute buckets by region",
                groups(TimeRange.ALL, Predicate.TRUE, List.of(new GroupKey.ByTime(60_000_000L, 0), region), revenue));
        time("last 5 minutes by product", groups(tail, Predicate.TRUE, List.of(product), revenue));
        time(
                "exact distinct users",
                groups(
                        TimeRange.ALL,
                        Predicate.TRUE,
                        List.of(),
                        Aggregation.of(Aggregation.Function.COUNT_DISTINCT, USER)));
        time(
                "p95 by region",
                groups(
                        TimeRange.ALL,
                        Predicate.TRUE,
                        List.of(region),
                        new Aggregation(Aggregation.Function.PERCENTILE, TIME, Predicate.TRUE, 0.95)));
        time("top 10 users", () -> reads.aggregate(
                        new AggregateRequest(
                                snapshots.tableId,
                                TimeRange.ALL,
                                Predicate.TRUE,
                                List.of(new GroupKey.ByField(USER)),
                                List.of(revenue),
                                List.of(new SortKey(1, true, false)),
                                0,
                                10),
                        context())
                .block()
                .rows());
        List<Field> everything = List.of(
                Field.BuiltIn.EVENT_ID,
                Field.BuiltIn.EVENT_TIME,
                REGION,
                PRODUCT,
                Field.dimension("customer_type"),
                USER,
                REVENUE,
                TIME);
        time("one user's events", () -> drain(equal(USER, "user-77777"), everything, List.of(), Long.MAX_VALUE));
        time("newest 10 rows", () -> drain(Predicate.TRUE, everything, List.of(new SortKey(1, true, false)), 10));
        time("all rows, two columns", () -> drain(Predicate.TRUE, List.of(REGION, REVENUE), List.of(), Long.MAX_VALUE));
    }

    private static Predicate equal(Field field, String text) {
        return new Predicate.Compare(field, Predicate.Comparison.EQUAL, text);
    }

    private static ScanContext context() {
        return new ScanContext(Principal.LOCAL, () -> false, 1L << 30, 1L << 30, 1L << 30, new ScanStatistics());
    }

    /** A question; answers its number of rows. */
    private interface Question {
        int ask();
    }

    private Question groups(TimeRange range, Predicate filter, List<GroupKey> keys, Aggregation... aggregations) {
        AggregateRequest request = new AggregateRequest(
                snapshots.tableId, range, filter, keys, List.of(aggregations), List.of(), 0, Long.MAX_VALUE);
        return () -> reads.aggregate(request, context()).block().rows();
    }

    private int drain(Predicate filter, List<Field> fields, List<SortKey> order, long limit) {
        RowsRequest request = new RowsRequest(snapshots.tableId, TimeRange.ALL, filter, fields, order, 0, limit);
        int rows = 0;
        try (RowCursor cursor = reads.rows(request, context())) {
            while (cursor.next()) {
                rows += cursor.block().rows();
            }
        }
        return rows;
    }

    private void time(String name, Question question) {
        double[] millis = new double[repetitions];
        double[] cpu = new double[repetitions];
        int rows = 0;
        for (int i = -5; i < repetitions; i++) {
            long cpuStart = CPU.getProcessCpuTime();
            long start = System.nanoTime();
            rows = question.ask();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
                cpu[i] = (CPU.getProcessCpuTime() - cpuStart) / 1e6;
            }
        }
        Arrays.sort(millis);
        Arrays.sort(cpu);
        System.out.printf(
                "%-28s median %8.2f  best %8.2f  core time, median %8.2f  rows %d%n",
                name, millis[repetitions / 2], millis[0], cpu[repetitions / 2], rows);
    }

    private void fill(int rows) {
        Map<String, ArrayDictionary> dictionaries = new HashMap<>();
        List<SegmentView> segments = new ArrayList<>();
        int perSegment = 16 * 65_536;
        for (int from = 0; from < rows; from += perSegment) {
            List<ChunkView> chunks = new ArrayList<>();
            for (int first = from; first < Math.min(rows, from + perSegment); first += 65_536) {
                chunks.add(new ShopChunk(first, Math.min(65_536, rows - first), dictionaries));
            }
            segments.add(new ArraySnapshots.Segment(segments.size(), true, chunks));
        }
        snapshots.shards.add(
                new ArraySnapshots.Shard(segments, new Coverage.ShardPosition(0, 0, rows), Long.MIN_VALUE));
    }
}
