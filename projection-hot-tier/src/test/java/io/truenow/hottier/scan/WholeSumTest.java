package io.truenow.hottier.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.read.ValueType;
import io.truenow.hottier.segment.SegmentView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
                List.of(),
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
    void aSumBeyond64BitsIsRefusedAndSaysWhatToDo() {
        for (long[] values :
                List.of(new long[] {MAX, 1L}, new long[] {-MAX, -1L, -1L}, new long[] {MAX, MAX, MAX, MAX}, new long[] {
                    -MAX, -MAX, -MAX
                })) {
            assertThatThrownBy(() -> sum(values)).isInstanceOfSatisfying(TrueNowException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY);
                assertThat(e).hasMessageContaining("[n]").hasMessageContaining("64 bits");
                assertThat(e).hasMessageContaining("CAST(\"n\" AS DOUBLE)");
            });
        }
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
