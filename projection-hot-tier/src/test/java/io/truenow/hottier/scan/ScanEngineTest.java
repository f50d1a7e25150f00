package io.truenow.hottier.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ReadPin;
import io.truenow.hottier.read.RowCursor;
import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.segment.SegmentView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits, statistics and isolation over two segments of 10,000 rows: minute 0 and minute 1, 100 users. */
class ScanEngineTest {

    private static final int ROWS = 10_000;
    private static final long MINUTE = 60_000_000L;
    private static final Aggregation COUNT = Aggregation.of(Aggregation.Function.COUNT, null);
    private static final GroupKey USER = new GroupKey.ByField(Field.dimension("user"));

    private final ArraySnapshots snapshots = new ArraySnapshots();
    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final ScanEngine engine = new ScanEngine(snapshots, pool, 2, ScanSettings.DEFAULT);
    private final ScanStatistics statistics = new ScanStatistics();

    @BeforeEach
    void fill() {
        ArrayDictionary users = new ArrayDictionary();
        List<SegmentView> segments = new ArrayList<>();
        for (int minute = 0; minute < 2; minute++) {
            List<PlainRow> rows = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                Map<String, String> dimensions = new HashMap<>(Map.of("user", "u" + row % 100));
                long time = minute * MINUTE + row;
                rows.add(new PlainRow(minute, row, 5, "e" + time, time, 0, dimensions, Map.of("value", 1.0 * row)));
            }
            segments.add(new ArraySnapshots.Segment(minute, true, List.of(new ArrayChunk(rows, 3, name -> users))));
        }
        snapshots.shards.add(new ArraySnapshots.Shard(segments, new Coverage.ShardPosition(0, 3, 1), Long.MIN_VALUE));
    }

    @AfterEach
    void nothingStaysPinned() {
        pool.shutdownNow();
        assertThat(snapshots.open).hasValue(0);
    }

    private ScanContext context(long groups, long rows, long bytes) {
        return new ScanContext(Principal.LOCAL, () -> false, groups, rows, bytes, statistics);
    }

    private ScanContext context(BooleanSupplier cancelled) {
        return new ScanContext(Principal.LOCAL, cancelled, 1000, 100_000, 1 << 26, statistics);
    }

    private AggregateRequest groups(TimeRange range, Predicate filter, List<GroupKey> keys, Aggregation aggregation) {
        return new AggregateRequest(
                snapshots.tableId, range, filter, keys, List.of(aggregation), List.of(), 0, Long.MAX_VALUE);
    }

    private RowsRequest rows(List<SortKey> order, long limit) {
        return new RowsRequest(
                snapshots.tableId,
                TimeRange.ALL,
                Predicate.TRUE,
                List.of(Field.BuiltIn.EVENT_TIME, Field.BuiltIn.EVENT_ID),
                order,
                0,
                limit);
    }

    private static int drain(RowCursor cursor) {
        int rows = 0;
        try (cursor) {
            while (cursor.next()) {
                rows += cursor.block().rows();
            }
        }
        return rows;
    }

    private static void assertCode(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TrueNowException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void rowsOfWholeSegmentsAreCountedWithoutReadingThem() {
        ValueBlock block = engine.aggregate(
                        groups(new TimeRange(0, MINUTE + 99), Predicate.TRUE, List.of(), COUNT), context(() -> false))
                .block();
        assertThat(block.columns().getFirst().value(0)).isEqualTo(ROWS + 100L);
        assertThat(statistics.rowsScanned()).isEqualTo(ROWS);
        assertThat(statistics.segmentsScanned()).isEqualTo(1);
        assertThat(statistics.rowsOut()).isEqualTo(1);
    }

    @Test
    void segmentsThatCannotMatchArePruned() {
        Predicate nobody = new Predicate.Compare(Field.dimension("user"), Predicate.Comparison.EQUAL, "nobody");
        engine.aggregate(groups(TimeRange.ALL, nobody, List.of(), COUNT), context(() -> false));
        engine.aggregate(
                groups(new TimeRange(MINUTE, Long.MAX_VALUE), Predicate.TRUE, List.of(USER), COUNT),
                context(() -> false));
        assertThat(statistics.segmentsPruned()).isEqualTo(3);
        assertThat(statistics.rowsScanned()).isEqualTo(ROWS);
    }

    @Test
    void anAggregationOfNothingHasOneRow() {
        ValueBlock block = engine.aggregate(
                        groups(
                                new TimeRange(5, 4),
                                Predicate.TRUE,
                                List.of(),
                                Aggregation.of(Aggregation.Function.SUM, Field.metric("value"))),
                        context(() -> false))
                .block();
        assertThat(block.rows()).isEqualTo(1);
        assertThat(block.columns().getFirst().value(0)).isNull();
    }

    @Test
    void moreGroupsThanAllowedAreRefused() {
        AggregateRequest users = groups(TimeRange.ALL, Predicate.TRUE, List.of(USER), COUNT);
        assertThat(engine.aggregate(users, context(100, 100, 1 << 20)).block().rows())
                .isEqualTo(100);
        assertCode(ErrorCode.GROUP_LIMIT, () -> engine.aggregate(users, context(99, 100, 1 << 20)));
        AggregateRequest times =
                groups(TimeRange.ALL, Predicate.TRUE, List.of(new GroupKey.ByField(Field.BuiltIn.EVENT_TIME)), COUNT);
        assertCode(ErrorCode.GROUP_LIMIT, () -> engine.aggregate(times, context(19_999, 100_000, 1 << 24)));
    }

    @Test
    void moreRowsThanAllowedAreRefused() {
        assertThat(drain(engine.rows(rows(List.of(), 500), context(1, 500, 1 << 20))))
                .isEqualTo(500);
        assertCode(ErrorCode.ROW_LIMIT, () -> drain(engine.rows(rows(List.of(), 501), context(1, 500, 1 << 20))));
        AggregateRequest users = groups(TimeRange.ALL, Predicate.TRUE, List.of(USER), COUNT);
        assertCode(ErrorCode.ROW_LIMIT, () -> engine.aggregate(users, context(1000, 99, 1 << 20)));
    }

    @Test
    void aSortThatNeedsTooMuchMemoryIsRefused() {
        List<SortKey> order = List.of(new SortKey(1, false, false));
        assertThat(drain(engine.rows(rows(order, Long.MAX_VALUE), context(1, 20_000, 64 << 20))))
                .isEqualTo(20_000);
        assertCode(
                ErrorCode.MEMORY_LIMIT,
                () -> drain(engine.rows(rows(order, Long.MAX_VALUE), context(1, 20_000, 300_000))));
    }

    @Test
    void aCancelledScanEndsWithinABlock() {
        AtomicInteger asked = new AtomicInteger();
        AggregateRequest users = groups(TimeRange.ALL, Predicate.TRUE, List.of(USER), COUNT);
        assertCode(ErrorCode.CANCELLED, () -> engine.aggregate(users, context(() -> asked.incrementAndGet() > 2)));
        assertThat(asked.get()).isLessThanOrEqualTo(5);
    }

    @Test
    void aRevokedSnapshotEndsItsScan() {
        try (RowCursor cursor = engine.rows(rows(List.of(), Long.MAX_VALUE), context(() -> false))) {
            assertThat(cursor.next()).isTrue();
            snapshots.revoked = true;
            assertCode(ErrorCode.MEMORY_LIMIT, cursor::next);
        }
    }

    @Test
    void aForeignTenantFindsNoTable() {
        ScanContext foreign = new ScanContext(
                new Principal("other", "test", Role.ADMIN), () -> false, 1000, 1000, 1 << 20, statistics);
        AggregateRequest count = groups(TimeRange.ALL, Predicate.TRUE, List.of(), COUNT);
        assertCode(ErrorCode.UNKNOWN_TABLE, () -> engine.aggregate(count, foreign));
        assertCode(ErrorCode.UNKNOWN_TABLE, () -> engine.rows(rows(List.of(), 1), foreign));
        RowsRequest unknown =
                new RowsRequest(new UUID(0, 0), TimeRange.ALL, Predicate.TRUE, List.of(), List.of(), 0, 1);
        assertCode(ErrorCode.UNKNOWN_TABLE, () -> engine.rows(unknown, context(() -> false)));
    }

    @Test
    void aRangeThatReachesBelowWhatIsResidentSaysSo() {
        ArraySnapshots.Shard shard = snapshots.shards.getFirst();
        snapshots.shards.set(0, new ArraySnapshots.Shard(shard.segments(), shard.position(), MINUTE));
        engine.aggregate(
                groups(new TimeRange(MINUTE, 2 * MINUTE), Predicate.TRUE, List.of(), COUNT), context(() -> false));
        assertThat(statistics.incompleteBeforeMicros()).isEqualTo(Long.MIN_VALUE);
        engine.aggregate(groups(TimeRange.ALL, Predicate.TRUE, List.of(), COUNT), context(() -> false));
        assertThat(statistics.incompleteBeforeMicros()).isEqualTo(MINUTE);
    }

    @Test
    void aLiteralOfAnotherTypeIsRefused() {
        Predicate wrong = new Predicate.Compare(Field.metric("value"), Predicate.Comparison.EQUAL, "1");
        assertCode(
                ErrorCode.INVALID_QUERY,
                () -> engine.aggregate(groups(TimeRange.ALL, wrong, List.of(), COUNT), context(() -> false)));
    }

    @Test
    void aSmallLimitWithoutAnOrderReadsOneChunk() {
        assertThat(drain(engine.rows(rows(List.of(), 10), context(() -> false))))
                .isEqualTo(10);
        assertThat(statistics.rowsOut()).isEqualTo(10);
    }

    @Test
    void aPoolThatIsClosedLeavesTheCallerToWork() {
        pool.shutdownNow();
        AggregateRequest users = groups(TimeRange.ALL, Predicate.TRUE, List.of(USER), COUNT);
        assertThat(engine.aggregate(users, context(() -> false)).block().rows()).isEqualTo(100);
    }

    @Test
    void aPinHoldsTheTableAsItWasUntilItIsClosed() {
        AggregateRequest all = groups(TimeRange.ALL, Predicate.TRUE, List.of(), COUNT);
        ReadPin pin = engine.pin(Principal.LOCAL, Set.of(snapshots.tableId, new UUID(1, 1)));
        assertThat(snapshots.open).hasValue(1);
        assertThat(pin.reads()
                        .aggregate(all, context(() -> false))
                        .block()
                        .columns()
                        .getFirst()
                        .value(0))
                .isEqualTo(2L * ROWS);
        assertThat(snapshots.open).as("a scan opens none of its own").hasValue(1);
        pin.close();
        assertThat(snapshots.open).hasValue(0);
    }
}
