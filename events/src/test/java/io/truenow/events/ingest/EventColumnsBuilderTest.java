package io.truenow.events.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.catalog.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventColumnsBuilderTest {

    private static Batches.Row row(String id, Map<String, String> dimensions, Map<String, Double> metrics) {
        return new Batches.Row(id, 0, 1, dimensions, metrics);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsNothingOfAbandonedRows(long seed) {
        Random random = new Random(seed);
        EventColumnsBuilder builder = new EventColumnsBuilder(1);
        List<Batches.Row> kept = new ArrayList<>();
        for (Batches.Row row : Batches.random(random, 700)) {
            if (random.nextInt(3) == 0) {
                builder.beginRow();
                Batches.fill(builder, row);
                builder.abandonRow();
            } else {
                Batches.add(builder, row);
                kept.add(row);
            }
        }
        EventColumns columns = builder.build();

        assertThat(Batches.rows(columns)).isEqualTo(kept);
        assertThat(columns.contentHashes()).isEqualTo(Batches.columns(kept).contentHashes());
        assertThat(EventBatchCodec.encode(new EventBatch(Batches.header(1), columns)))
                .hasSameSizeAs(EventBatchCodec.encode(new EventBatch(Batches.header(1), Batches.columns(kept))));
    }

    @Test
    void forgetsTheColumnsThatAnAbandonedRowMade() {
        EventColumnsBuilder builder = new EventColumnsBuilder(4);
        Batches.add(builder, row("a", Map.of("x", "1"), Map.of()));
        builder.beginRow();
        Batches.fill(builder, row("b", Map.of("x", "2", "y", "3"), Map.of("m", 1.0)));
        builder.abandonRow();

        assertThat(builder.columns()).isEqualTo(1);
        Batches.add(builder, row("c", Map.of("z", "4"), Map.of()));
        assertThat(builder.build().specs()).containsExactly(ColumnSpec.dimension("x"), ColumnSpec.dimension("z"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void appendsRangesOfOtherColumns(long seed) {
        Random random = new Random(seed);
        List<Batches.Row> rows = Batches.random(random, 400);
        EventColumns whole = Batches.columns(rows);
        EventColumnsBuilder builder = new EventColumnsBuilder(1);
        List<Batches.Row> expected = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            int from = random.nextInt(400);
            int to = from + random.nextInt(401 - from);
            builder.appendAll(whole, from, to);
            expected.addAll(rows.subList(from, to));
        }
        EventColumns appended = builder.build();

        assertThat(Batches.rows(appended)).isEqualTo(expected);
        assertThat(appended.contentHashes()).isEqualTo(Batches.columns(expected).contentHashes());
        assertThat(Batches.rows(whole.slice(100, 300))).isEqualTo(rows.subList(100, 300));
        assertThat(whole.slice(5, 5).rows()).isZero();
    }

    @Test
    void movesABegunRowToAnotherBuilder() {
        EventColumnsBuilder source = new EventColumnsBuilder(1);
        EventColumnsBuilder target = new EventColumnsBuilder(1);
        Batches.Row first = row("a", Map.of("x", "1"), Map.of("m", 1.0));
        Batches.Row moved = new Batches.Row("b", 9, 77, Map.of("y", "2"), Map.of("m", 2.0, "n", 3.0));
        Batches.add(source, first);
        Batches.add(target, first);
        source.beginRow();
        Batches.fill(source, moved);
        source.moveRowTo(target);
        target.endRow();

        assertThat(Batches.rows(source.build())).containsExactly(first);
        assertThat(Batches.rows(target.build())).containsExactly(first, moved);
    }

    @Test
    void letsTheLastValueOfARowWin() {
        EventColumnsBuilder builder = new EventColumnsBuilder(1);
        builder.beginRow();
        Batches.fill(builder, row("a", Map.of("x", "1"), Map.of("m", 1.0)));
        assertThat(builder.hasDimension(0)).isTrue();
        assertThat(builder.hasMetric(0)).isTrue();
        Batches.fill(builder, row("a", Map.of("x", "2"), Map.of("m", 2.0)));
        builder.endRow();
        builder.beginRow();
        assertThat(builder.hasDimension(0)).isFalse();
        assertThat(builder.hasMetric(0)).isFalse();
        builder.abandonRow();

        EventColumns columns = builder.build();
        assertThat(Batches.rows(columns)).containsExactly(row("a", Map.of("x", "2"), Map.of("m", 2.0)));
        assertThat(((EventColumn.StringColumn) columns.columns().getFirst())
                        .dictionary()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void givesADimensionAndAMetricOfOneNameAColumnEach() {
        EventColumns columns = Batches.columns(List.of(row("a", Map.of("x", "1"), Map.of("x", 1.0))));

        assertThat(columns.specs()).containsExactly(ColumnSpec.dimension("x"), ColumnSpec.metric("x"));
    }

    @Test
    void refusesARowWithoutAnId() {
        EventColumnsBuilder builder = new EventColumnsBuilder(1);
        builder.beginRow();

        assertThatThrownBy(builder::endRow).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(builder::beginRow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hashesContentByNameAndNotByOrder() {
        EventColumns one = Batches.columns(List.of(
                row("a", Map.of("x", "1", "y", "2"), Map.of("m", 1.0)),
                row("b", Map.of("y", "1", "x", "2"), Map.of())));
        EventColumns other = Batches.columns(List.of(
                row("c", Map.of("y", "1", "x", "2"), Map.of()),
                row("d", Map.of("y", "2", "x", "1"), Map.of("m", 1.0)),
                row("e", Map.of("y", "2", "x", "1"), Map.of("m", 2.0))));

        assertThat(one.contentHashes()[0]).isEqualTo(other.contentHashes()[1]);
        assertThat(one.contentHashes()[1]).isEqualTo(other.contentHashes()[0]);
        assertThat(one.contentHashes()[0]).isNotEqualTo(one.contentHashes()[1]);
        assertThat(other.contentHashes()[1]).isNotEqualTo(other.contentHashes()[2]);
    }

    @Test
    void estimatesTheStoredSizeWithinAThird() {
        List<Batches.Row> rows = Batches.random(new Random(4), 2000);
        EventColumnsBuilder builder = new EventColumnsBuilder(64);
        rows.forEach(row -> Batches.add(builder, row));
        double estimate = builder.approximateBytes();
        int stored = EventBatchCodec.encode(Batches.batch(rows)).length;

        assertThat(estimate / stored).isBetween(0.67, 1.33);
    }
}
