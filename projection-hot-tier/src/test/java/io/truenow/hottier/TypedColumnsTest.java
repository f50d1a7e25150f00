package io.truenow.hottier;

import static io.truenow.hottier.read.Predicate.Comparison.GREATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.scan.ScanEngine;
import io.truenow.hottier.scan.ScanSettings;
import io.truenow.hottier.segment.SegmentLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a column whose batches have several types. */
class TypedColumnsTest {

    private static final long BEYOND = (1L << 53) + 1;

    private final MemoryDisk disk = new MemoryDisk();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private HotTier tier = start();
    private long offset;
    private int events;

    @AfterEach
    void end() {
        tier.close();
        pool.shutdownNow();
    }

    private HotTier start() {
        HotTierSettings settings = new HotTierSettings(
                1L << 40,
                new SegmentLimits(12, 1 << 24, 4, 1 << 20, 1 << 20),
                new DedupLimits(10_000, 1L << 30, 1L << 30, 3, 1 << 16),
                new CheckpointSettings(1_000_000, 1_000_000, 100_000));
        HotTier started = new HotTier(settings, disk, () -> 1, FoldEnvironment.sealingBy(Runnable::run));
        started.projection().assigned(Batches.PARTITION);
        return started;
    }

    private void restart() {
        tier.projection().checkpoint();
        tier.close();
        tier = start();
        assertThat(tier.nextOffsets()).containsEntry(Batches.PARTITION, offset);
    }

    /** A record whose events have one column. */
    private void add(ColumnType type, Object... values) {
        ColumnSpec spec = new ColumnSpec(type.role(), "x", type);
        List<Map<ColumnSpec, Object>> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(Map.of(spec, value));
        }
        add(rows);
    }

    private void add(List<Map<ColumnSpec, Object>> rows) {
        EventColumnsBuilder builder = new EventColumnsBuilder(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            byte[] id = ("e" + events++).getBytes(StandardCharsets.UTF_8);
            builder.beginRow();
            builder.id(id, 0, id.length);
            builder.eventTimeMicros(events);
            builder.endRow();
        }
        EventColumns typed = TypedEvents.with(builder.build(), rows);
        Batches.record(Batches.TABLE, BatchKind.INSERT, offset++, typed).deliverTo(tier);
    }

    private TableInfo.Column column() {
        List<TableInfo.Column> columns =
                tier.table(Principal.LOCAL, Batches.TABLE).orElseThrow().columns();
        assertThat(columns).hasSize(1);
        assertThat(tier.columns(Principal.LOCAL).getFirst().columns())
                .containsExactly(columns.getFirst().spec());
        return columns.getFirst();
    }

    private List<Object> ask(Predicate filter, Aggregation.Function... functions) {
        Field field = Field.of(column().spec());
        List<Aggregation> aggregations = new ArrayList<>();
        for (Aggregation.Function function : functions) {
            aggregations.add(new Aggregation(function, field, Predicate.TRUE, 0.5));
        }
        AggregateRequest request = new AggregateRequest(
                Batches.TABLE, TimeRange.ALL, filter, List.of(), aggregations, List.of(), 0, Long.MAX_VALUE);
        ScanContext context = new ScanContext(Principal.LOCAL, () -> false, 100, 100, 1 << 24, new ScanStatistics());
        ValueBlock block = new ScanEngine(tier, pool, 1, ScanSettings.DEFAULT)
                .aggregate(request, context)
                .block();
        return block.columns().stream().map(values -> values.value(0)).toList();
    }

    private List<Object> figures(Predicate filter) {
        return ask(
                filter,
                Aggregation.Function.COUNT,
                Aggregation.Function.MIN,
                Aggregation.Function.MAX,
                Aggregation.Function.SUM,
                Aggregation.Function.AVG,
                Aggregation.Function.COUNT_DISTINCT,
                Aggregation.Function.PERCENTILE);
    }

    @Test
    void wholeNumbersStayExactOverSealingAndARestart() {
        add(ColumnType.LONG, BEYOND, 3L, -BEYOND);
        for (int i = 0; i < 10; i++) {
            add(ColumnType.LONG, 3L, BEYOND + 1);
            if (i % 4 == 1) {
                restart();
            }
            assertThat(column().spec().type()).isEqualTo(ColumnType.LONG);
            assertThat(column().min()).isEqualTo(-BEYOND);
            assertThat(column().max()).isEqualTo(BEYOND + 1);
        }
        assertThat(figures(Predicate.TRUE))
                .containsExactly(23L, -BEYOND, BEYOND + 1, 33 + 10 * (BEYOND + 1), 3916173589017825.0, 4L, 3.0);
        assertThat(figures(new Predicate.Compare(Field.whole("x"), GREATER, BEYOND)))
                .startsWith(10L, BEYOND + 1, BEYOND + 1);
    }

    @Test
    void momentsBecomeWholeNumbersAndThoseDoubles() {
        add(ColumnType.TIMESTAMP, 5L, 6L);
        assertThat(column().spec().type()).isEqualTo(ColumnType.TIMESTAMP);
        assertThat(column().max()).isEqualTo(6L);

        add(ColumnType.LONG, 7L);
        assertThat(column().spec().type()).isEqualTo(ColumnType.LONG);
        assertThat(figures(Predicate.TRUE)).containsExactly(3L, 5L, 7L, 18L, 6.0, 3L, 6.0);

        add(ColumnType.DOUBLE, 0.5, 7.0);
        assertThat(column().spec().type()).isEqualTo(ColumnType.DOUBLE);
        assertThat(column().min()).isEqualTo(0.5);
        assertThat(column().max()).isEqualTo(7.0);
        assertThat(figures(Predicate.TRUE)).containsExactly(5L, 0.5, 7.0, 25.5, 5.1, 4L, 6.0);

        add(ColumnType.LONG, 9L, 10L, 11L, 12L);
        assertThat(column().spec().type()).isEqualTo(ColumnType.DOUBLE);
        List<Object> figures = figures(Predicate.TRUE);
        assertThat(figures).startsWith(9L, 0.5, 12.0, 67.5, 7.5, 8L, 7.0);
        restart();
        assertThat(column().spec().type()).isEqualTo(ColumnType.DOUBLE);
        assertThat(figures(Predicate.TRUE)).isEqualTo(figures);
        assertThat(figures(new Predicate.Compare(Field.metric("x"), GREATER, 6.5)))
                .startsWith(6L, 7.0, 12.0);
    }

    @Test
    void aTableOfDoublesTakesWholeNumbers() {
        add(ColumnType.DOUBLE, 1.5);
        add(ColumnType.LONG, 2L, 3L);
        assertThat(column().spec().type()).isEqualTo(ColumnType.DOUBLE);
        assertThat(figures(Predicate.TRUE)).containsExactly(3L, 1.5, 3.0, 6.5, 6.5 / 3, 3L, 2.0);
    }

    @Test
    void aBatchCanHaveBothForDifferentRows() {
        ColumnSpec whole = new ColumnSpec(ColumnRole.METRIC, "x", ColumnType.LONG);
        ColumnSpec moment = new ColumnSpec(ColumnRole.METRIC, "x", ColumnType.TIMESTAMP);
        ColumnSpec plain = ColumnSpec.metric("x");
        add(List.of(Map.of(whole, 4L), Map.of(moment, 5L), Map.of(), Map.of(whole, 6L)));
        assertThat(figures(Predicate.TRUE)).containsExactly(3L, 4L, 6L, 15L, 5.0, 3L, 5.0);
        add(List.of(Map.of(plain, 0.5), Map.of(whole, 5L), Map.of(plain, 1.5), Map.of(), Map.of(whole, 8L)));
        assertThat(column().spec().type()).isEqualTo(ColumnType.DOUBLE);
        assertThat(figures(Predicate.TRUE)).startsWith(7L, 0.5, 8.0, 30.0);
        add(List.of(Map.of(whole, 8L), Map.of(plain, 2.5)));
        assertThat(figures(Predicate.TRUE)).startsWith(9L, 0.5, 8.0, 40.5);
    }

    @Test
    void booleansAndJsonBecomeText() {
        add(ColumnType.BOOLEAN, "true", "false");
        assertThat(column().spec().type()).isEqualTo(ColumnType.BOOLEAN);
        assertThat(column().min()).isEqualTo("false");
        add(ColumnType.STRING, "x");
        restart();
        assertThat(column().spec().type()).isEqualTo(ColumnType.STRING);
        assertThat(ask(Predicate.TRUE, Aggregation.Function.COUNT_DISTINCT, Aggregation.Function.MAX))
                .containsExactly(3L, "x");
        assertThat(ask(
                        new Predicate.Compare(Field.dimension("x"), Predicate.Comparison.EQUAL, "true"),
                        Aggregation.Function.COUNT))
                .containsExactly(1L);
    }
}
