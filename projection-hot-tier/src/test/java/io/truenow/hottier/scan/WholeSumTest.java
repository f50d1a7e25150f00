package io.truenow.hottier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.read.ValueColumn;
import io.truenow.hottier.read.ValueType;
import io.truenow.hottier.segment.SegmentView;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sums at and beyond the ends of 64 bits, over one chunk and over several. */
class WholeSumTest {

    private static final long MAX = Long.MAX_VALUE;
    private static final long NONE = Long.MIN_VALUE;
    private static final Field N = Field.whole("n");

    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    @AfterEach
    void endPool() {
        pool.shutdownNow();
    }

    /** Groups are the values' places modulo {@code groups}; {@link #NONE} is a row without a value. */
    private ValueBlock ask(int groups, int rowsPerChunk, Aggregation.Function function, long... values) {
        return ask(groups, rowsPerChunk, function, List.of(), values);
    }

    private ValueBlock ask(
            int groups, int rowsPerChunk, Aggregation.Function function, List<SortKey> order, long... values) {
        ArraySnapshots snapshots = new ArraySnapshots();
        ArrayDictionary dictionary = new ArrayDictionary();
        List<SegmentView> segments = new ArrayList<>();
        for (int from = 0; from < values.length; from += rowsPerChunk) {
            List<PlainRow> rows = new ArrayList<>();
            for (int i = from; i < Math.min(values.length, from + rowsPerChunk); i++) {
                Map<String, Long> metrics = values[i] == NONE ? Map.of() : Map.of("n", values[i]);
                rows.add(new PlainRow(0, i, 0, "e" + i, i, 0, Map.of("g", "g" + i % groups), metrics));
            }
            segments.add(new ArraySnapshots.Segment(from, false, List.of(new ArrayChunk(rows, 0, g -> dictionary))));
        }
        snapshots.shards.add(new ArraySnapshots.Shard(segments, new Coverage.ShardPosition(0, 0, 0), Long.MIN_VALUE));
        AggregateRequest request = new AggregateRequest(
                snapshots.tableId,
                TimeRange.ALL,
                Predicate.TRUE,
                groups == 1 ? List.of() : List.of(new GroupKey.ByField(Field.dimension("g"))),
                List.of(Aggregation.of(function, N)),
                order,
                0,
                Long.MAX_VALUE);
        ScanContext context =
                new ScanContext(Principal.LOCAL, () -> false, 1_000, 1_000, 1 << 26, new ScanStatistics());
        return new ScanEngine(snapshots, pool, 2, ScanSettings.DEFAULT)
                .aggregate(request, context)
                .block();
    }

    private @Nullable Object sum(long... values) {
        Object whole = ask(1, 4_096, Aggregation.Function.SUM, values)
                .columns()
                .getFirst()
                .value(0);
        for (int rows = 1; rows <= 3; rows++) {
            assertThat(ask(1, rows, Aggregation.Function.SUM, values)
                            .columns()
                            .getFirst()
                            .value(0))
                    .isEqualTo(whole);
        }
        return whole;
    }

    @Test
    void aSumOfWholeNumbersIsWhole() {
        assertThat(Aggregation.of(Aggregation.Function.SUM, N).type()).isEqualTo(ValueType.LONG);
        assertThat(sum(1L, NONE, 2L)).isEqualTo(3L);
        assertThat(sum((1L << 53) + 1, -(1L << 53), 0L)).isEqualTo(1L);
        assertThat(sum(NONE, NONE)).isNull();
        assertThat(sum(-MAX, -1L)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void onlyTheResultCounts() {
        assertThat(sum(MAX, MAX, -MAX)).isEqualTo(MAX);
        assertThat(sum(-MAX, -MAX, NONE, -MAX, MAX, MAX)).isEqualTo(-MAX);
        assertThat(sum(MAX, 1L, -1L)).isEqualTo(MAX);
        assertThat(sum(MAX, MAX, MAX, -MAX, -MAX, -MAX)).isEqualTo(0L);
    }

    @Test
    void aSumBeyond64BitsIsExactToo() {
        for (long[] values :
                List.of(new long[] {MAX, 1L}, new long[] {-MAX, -1L, -1L}, new long[] {MAX, MAX, MAX, MAX}, new long[] {
                    -MAX, -MAX, -MAX
                })) {
            BigInteger expected =
                    LongStream.of(values).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(sum(values)).isEqualTo(expected);
        }
        ValueColumn sums = ask(4, 2, Aggregation.Function.SUM, MAX, 7L, NONE, -MAX, MAX, 1L, NONE, -MAX)
                .columns()
                .get(1);
        assertThat(IntStream.range(0, 4).mapToObj(sums::value))
                .containsExactlyInAnyOrder(
                        BigInteger.valueOf(MAX).shiftLeft(1),
                        BigInteger.valueOf(8),
                        null,
                        BigInteger.valueOf(-MAX).shiftLeft(1));
    }

    @Test
    void groupsAreOrderedBySumsBeyond64Bits() {
        ValueBlock block = ask(
                4,
                3,
                Aggregation.Function.SUM,
                List.of(new SortKey(1, true, false)),
                LongStream.of(5, MAX, -MAX, 6, 5, MAX, -MAX, 6).toArray());
        assertThat(IntStream.range(0, 4).mapToObj(block.columns().getFirst()::value))
                .containsExactly("g1", "g3", "g0", "g2");
    }

    @Test
    void groupsAreSummedEachByItself() {
        for (int rows = 1; rows <= 7; rows++) {
            ValueBlock block = ask(2, rows, Aggregation.Function.SUM, MAX, -MAX, MAX, -MAX, -5L, 4L, -MAX, MAX - 1);
            assertThat(block.rows()).isEqualTo(2);
            for (int row = 0; row < 2; row++) {
                boolean first = "g0".equals(block.columns().getFirst().value(row));
                assertThat(block.columns().get(1).value(row)).isEqualTo(first ? MAX - 5 : -MAX + 3);
            }
        }
    }

    @Test
    void aMeanIsNotBoundTo64Bits() {
        for (int rows = 1; rows <= 3; rows++) {
            assertThat(ask(1, rows, Aggregation.Function.AVG, MAX, MAX, NONE, MAX)
                            .columns()
                            .getFirst()
                            .value(0))
                    .isEqualTo(0x1p63);
            assertThat(ask(1, rows, Aggregation.Function.AVG, -MAX, -MAX, -MAX)
                            .columns()
                            .getFirst()
                            .value(0))
                    .isEqualTo(-0x1p63);
            assertThat(ask(1, rows, Aggregation.Function.AVG, 1L, 2L)
                            .columns()
                            .getFirst()
                            .value(0))
                    .isEqualTo(1.5);
        }
    }
}
