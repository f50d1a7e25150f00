package io.truenow.events.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.catalog.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Columns that a schema gives: whole numbers, moments, booleans, JSON. */
class TypedColumnsTest {

    private static final long BEYOND = (1L << 53) + 1;

    @Test
    void readsBackEveryType() {
        EventColumns events = typed(200, new Random(1));
        EventBatch batch = new EventBatch(Batches.header(events.rows()), events);

        byte[] stored = EventBatchCodec.encode(batch);
        EventBatch read = EventBatchCodec.decode(stored);

        assertThat(read.events().specs()).isEqualTo(events.specs());
        assertThat(texts(read.events())).isEqualTo(texts(events));
        assertThat(EventBatchCodec.encode(read)).isEqualTo(stored);
    }

    @Test
    void keepsTypesValuesAndHashesWhenRowsAreGathered() {
        EventColumns events = typed(300, new Random(2));
        EventColumns gathered = new EventColumnsBuilder(1)
                .appendAll(events, 0, 100)
                .appendAll(events, 100, 101)
                .appendAll(events, 101, 300)
                .build();

        assertThat(gathered.specs()).containsExactlyInAnyOrderElementsOf(events.specs());
        assertThat(texts(gathered)).isEqualTo(texts(events));
        assertThat(Arrays.copyOf(gathered.contentHashes(), 300)).isEqualTo(Arrays.copyOf(events.contentHashes(), 300));
    }

    @Test
    void countsAWholeNumberLikeTheDoubleThatEqualsIt() {
        assertThat(ContentHash.bits(5)).isEqualTo(Double.doubleToRawLongBits(5.0));
        assertThat(ContentHash.bits(1L << 53)).isEqualTo(Double.doubleToRawLongBits(0x1p53));
        assertThat(ContentHash.bits(BEYOND)).isNotEqualTo(ContentHash.bits(BEYOND + 1));
    }

    @Test
    void remembersHowValuesWereSentUntilTheyAreSetAgain() {
        EventColumnsBuilder builder = new EventColumnsBuilder(1);
        byte[] name = Batches.utf8("x");
        byte[] five = Batches.utf8("5");
        for (int row = 0; row < 40; row++) {
            builder.beginRow();
            builder.id(five, 0, 1);
            int dimension = builder.dimension(name, 0, 1);
            builder.setDimension(dimension, five, 0, 1, row % 2 == 0 ? SentAs.NUMBER : SentAs.TEXT);
            int metric = builder.metric(name, 0, 1);
            builder.setWhole(metric, BEYOND);
            if (row % 4 == 1) {
                builder.setDimension(dimension, five, 0, 1);
                builder.setMetric(metric, 7);
            }
            if (row == 39) {
                builder.abandonRow();
            } else {
                builder.endRow();
            }
        }
        EventColumns events = builder.build();
        EventColumn.StringColumn text =
                (EventColumn.StringColumn) events.columns().get(0);
        EventColumn.DoubleColumn number =
                (EventColumn.DoubleColumn) events.columns().get(1);
        for (int row = 0; row < 39; row++) {
            assertThat(text.kind(row)).isEqualTo(row % 2 == 0 ? SentAs.NUMBER : SentAs.TEXT);
            assertThat(number.whole(row)).isEqualTo(row % 4 == 1 ? 0 : BEYOND);
        }
    }

    @Test
    void takesHowValuesWereSentAlongWithARow() {
        EventColumnsBuilder from = new EventColumnsBuilder(1);
        EventColumnsBuilder to = new EventColumnsBuilder(1);
        byte[] name = Batches.utf8("x");
        byte[] json = Batches.utf8("[1]");
        from.beginRow();
        from.id(name, 0, 1);
        from.setDimension(from.dimension(name, 0, 1), json, 0, json.length, SentAs.JSON);
        from.setWhole(from.metric(name, 0, 1), BEYOND);
        from.moveRowTo(to);
        to.endRow();
        List<EventColumn> columns = to.build().columns();
        assertThat(((EventColumn.StringColumn) columns.get(0)).kind(0)).isEqualTo(SentAs.JSON);
        assertThat(((EventColumn.DoubleColumn) columns.get(1)).whole(0)).isEqualTo(BEYOND);
    }

    private static EventColumns typed(int rows, Random random) {
        EventColumnsBuilder builder = new EventColumnsBuilder(rows);
        for (int row = 0; row < rows; row++) {
            byte[] id = Batches.utf8("id-" + row);
            builder.beginRow();
            builder.id(id, 0, id.length);
            builder.eventTimeMicros(random.nextLong());
            builder.endRow();
        }
        EventColumns plain = builder.build();
        long[] nulls = new long[(rows + 63) / 64];
        for (int row = 0; row < rows; row += 3) {
            nulls[row >> 6] |= 1L << row;
        }
        long[] wholes = new long[rows];
        long[] moments = new long[rows];
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            boolean isNull = (nulls[row >> 6] >>> row & 1L) != 0;
            wholes[row] = isNull ? 0 : random.nextBoolean() ? random.nextLong() : random.nextInt();
            moments[row] = random.nextLong();
            codes[row] = row % 3 - 1;
        }
        ByteSlices booleans = slices("true", "false");
        ByteSlices documents = slices("[1]", "{\"a\":null}");
        EventColumns columns = new EventColumns(
                rows,
                plain.ids(),
                plain.revisions(),
                plain.eventTimesMicros(),
                plain.contentHashes(),
                List.of(
                        new EventColumn.StringColumn("on", ColumnType.BOOLEAN, codes, booleans, null),
                        new EventColumn.StringColumn("document", ColumnType.JSON, codes, documents, null),
                        new EventColumn.LongColumn("count", ColumnType.LONG, wholes, nulls),
                        new EventColumn.LongColumn("at", ColumnType.TIMESTAMP, moments, null)));
        return columns.slice(0, rows);
    }

    private static ByteSlices slices(String... texts) {
        ByteSlicesBuilder builder = new ByteSlicesBuilder(16, 2);
        for (int i = 0; i < texts.length; i++) {
            byte[] utf8 = Batches.utf8(texts[i]);
            builder.put(i, utf8, 0, utf8.length);
        }
        return builder.slices();
    }

    private static List<String> texts(EventColumns events) {
        return java.util.stream.IntStream.range(0, events.rows())
                .mapToObj(row -> text(events, row))
                .toList();
    }

    private static String text(EventColumns events, int row) {
        java.util.TreeMap<String, Object> values = new java.util.TreeMap<>();
        for (EventColumn column : events.columns()) {
            if (!column.isNull(row)) {
                Object value =
                        switch (column) {
                            case EventColumn.StringColumn s -> s.dictionary().text(s.codes()[row]);
                            case EventColumn.DoubleColumn d -> d.values()[row];
                            case EventColumn.LongColumn n -> n.values()[row];
                        };
                values.put(column.spec().name(), value);
            }
        }
        return events.ids().text(row) + values;
    }
}
