package io.truenow.events.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** Batches for tests, beside the plain rows that they must equal. */
final class Batches {

    private static final String[] TEXTS = {"", "a", "us-east", "日本", "😀 smile", "x".repeat(300), "line\nbreak", "ü"};

    private Batches() {}

    /** One event as a plain value: absent keys are null. */
    record Row(String id, int revision, long time, Map<String, String> dimensions, Map<String, Double> metrics) {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void add(EventColumnsBuilder builder, Row row) {
        builder.beginRow();
        fill(builder, row);
        builder.endRow();
    }

    static void fill(EventColumnsBuilder builder, Row row) {
        byte[] id = utf8(row.id());
        builder.id(id, 0, id.length);
        builder.eventTimeMicros(row.time());
        builder.revision(row.revision());
        row.dimensions().forEach((name, value) -> {
            byte[] n = utf8(name);
            byte[] v = utf8(value);
            builder.setDimension(builder.dimension(n, 0, n.length), v, 0, v.length);
        });
        row.metrics().forEach((name, value) -> {
            byte[] n = utf8(name);
            builder.setMetric(builder.metric(n, 0, n.length), value);
        });
    }

    static EventColumns columns(List<Row> rows) {
        EventColumnsBuilder builder = new EventColumnsBuilder(1);
        rows.forEach(row -> add(builder, row));
        return builder.build();
    }

    static List<Row> rows(EventColumns columns) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < columns.rows(); i++) {
            Map<String, String> dimensions = new TreeMap<>();
            Map<String, Double> metrics = new TreeMap<>();
            for (EventColumn column : columns.columns()) {
                if (!column.isNull(i)) {
                    switch (column) {
                        case EventColumn.StringColumn s ->
                            dimensions.put(s.name(), s.dictionary().text(s.codes()[i]));
                        case EventColumn.DoubleColumn d -> metrics.put(d.name(), d.values()[i]);
                        case EventColumn.LongColumn n -> metrics.put(n.name(), (double) n.values()[i]);
                    }
                }
            }
            rows.add(new Row(
                    columns.ids().text(i), columns.revisions()[i], columns.eventTimesMicros()[i], dimensions, metrics));
        }
        return rows;
    }

    static List<Row> random(Random random, int count) {
        List<Row> rows = new ArrayList<>();
        int distinct = random.nextInt(4) == 0 ? 100_000 : 20;
        for (int i = 0; i < count; i++) {
            rows.add(randomRow(random, distinct));
        }
        return rows;
    }

    static Row randomRow(Random random, int distinct) {
        Map<String, String> dimensions = new TreeMap<>();
        Map<String, Double> metrics = new TreeMap<>();
        for (int c = random.nextInt(6); c > 0; c--) {
            String text = random.nextBoolean() ? TEXTS[random.nextInt(TEXTS.length)] : "v" + random.nextInt(distinct);
            dimensions.put("dim" + random.nextInt(8), text);
        }
        for (int c = random.nextInt(4); c > 0; c--) {
            metrics.put(
                    "größe" + random.nextInt(5), random.nextBoolean() ? random.nextInt(100) : random.nextGaussian());
        }
        return new Row(
                "id-" + random.nextLong(),
                random.nextInt(5) == 0 ? random.nextInt() : 0,
                random.nextLong(),
                dimensions,
                metrics);
    }

    static BatchHeader header(int rows) {
        List<RequestSpan> spans = rows < 2
                ? List.of(new RequestSpan(0, "local", "r-1", 0))
                : List.of(new RequestSpan(0, "local", "r-1", 0), new RequestSpan(1, "someone", "r-2", 7));
        return new BatchHeader(
                BatchKind.INSERT,
                new UUID(0x0123456789ABCDEFL, 0x8FEDCBA987654321L),
                new TableRef("default", "shop", "orders"),
                new TableSettings(3, 86_400_000_000L, TableSettings.UNBOUNDED),
                5,
                2,
                1,
                1_795_132_800_000_000L,
                spans);
    }

    static EventBatch batch(List<Row> rows) {
        return new EventBatch(header(rows.size()), columns(rows));
    }
}
