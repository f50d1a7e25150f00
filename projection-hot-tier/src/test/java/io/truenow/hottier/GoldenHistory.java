package io.truenow.hottier;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.Placement;
import io.truenow.events.ingest.RequestSpan;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.segment.SegmentLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The history behind the golden checkpoint: the records of one partition, and in plain words what a table must answer after them.
 * It never changes; a new form of checkpoint gets a history and a folder of its own: since version 4 with columns of every type.
 */
final class GoldenHistory {

    static final UUID SHOP = new UUID(7, 7);
    static final int PARTITION = Placement.partition(SHOP, 0);
    static final UUID BARE = neighbour();

    /**
     * Small limits, so that few rows make several segments, several chunks and a full dictionary; since version 3 full generations of
     * ids, too.
     */
    static HotTierSettings settings(int version) {
        return new HotTierSettings(
                1L << 40,
                new SegmentLimits(40, 1 << 24, 16, 8, 1 << 20),
                new DedupLimits(10_000, 1L << 30, 1L << 30, 3, version < 3 ? 1 << 16 : 1 << 5),
                new CheckpointSettings(1_000_000, 1_000_000, 1_000_000));
    }

    private static final long START = 1_795_132_800_000_000L;
    private static final long INGEST = START + 5;
    private static final List<String> REGIONS = List.of(
            "us-east", "", "東京", "Zürich", "emoji 😀", "שלום", "a,b:c\\d", "null", "x".repeat(300), "ninth", "tenth");

    /** An event as it was sent; null is absent. */
    private record Sent(
            String id,
            long time,
            int revision,
            String region,
            String note,
            Double price,
            Double odd,
            Map<ColumnSpec, Object> typed) {

        Sent(String id, long time, int revision, String region, String note, Double price, Double odd) {
            this(id, time, revision, region, note, price, odd, Map.of());
        }

        String shown() {
            TreeMap<String, String> values = new TreeMap<>();
            put(values, "d.region", region);
            put(values, "d.note", note);
            put(values, "m.price", price);
            put(values, "m.odd", odd);
            typed.forEach((spec, value) ->
                    put(values, (spec.role() == ColumnRole.METRIC ? "m." : "d.") + spec.name(), value));
            return id + " " + time + " " + INGEST + " " + revision + " " + values;
        }

        private static void put(TreeMap<String, String> values, String name, Object value) {
            if (value != null) {
                values.put(name, value.toString());
            }
        }
    }

    private final List<List<Sent>> records = new ArrayList<>();
    private final List<UUID> tables = new ArrayList<>();

    private final int version;

    GoldenHistory(int version) {
        this.version = version;
        add(SHOP, events(0, 60));
        List<Sent> again = new ArrayList<>(events(10, 5));
        again.add(new Sent("e20", START + 1, 0, "other", null, null, null));
        again.add(new Sent("e21", START + 2, 0, null, null, 1.0, null));
        add(SHOP, again);
        add(BARE, List.of(bare("ä"), bare("b"), bare("b"), bare("c".repeat(1_024))));
        add(SHOP, events(60, 50));
        add(SHOP, events(55, 10));
    }

    private static UUID neighbour() {
        long low = 8;
        while (Placement.partition(new UUID(7, low), 0) != PARTITION) {
            low++;
        }
        return new UUID(7, low);
    }

    private static Sent bare(String id) {
        return new Sent(id, START - 1, 0, null, null, null, null);
    }

    private List<Sent> events(int from, int count) {
        List<Sent> events = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            long time = START + (i * 37L % 101) * 1_000_000 + (i % 9 == 8 ? -3_600_000_000_000L : 0);
            String region = i % 7 == 6 ? null : REGIONS.get(i % REGIONS.size());
            String note = i % 5 == 0 ? "note " + i / 10 : null;
            Double price = i % 4 == 3 ? null : i / 100.0;
            Double odd =
                    switch (i % 6) {
                        case 0 -> -0.0;
                        case 1 -> 9_007_199_254_740_991.0;
                        case 2 -> 4.9e-324;
                        case 3 -> -1.7976931348623157e308;
                        default -> null;
                    };
            events.add(new Sent(
                    "e" + i, time, i % 10 == 9 ? i : 0, region, note, price, odd, version < 4 ? Map.of() : typed(i)));
        }
        return events;
    }

    /** Whole numbers of one, two, four and eight bytes, moments, booleans and JSON. */
    private static Map<ColumnSpec, Object> typed(int i) {
        Map<ColumnSpec, Object> values = new LinkedHashMap<>();
        values.put(metric("step", ColumnType.LONG), i % 50 - 25L);
        values.put(metric("port", ColumnType.LONG), i * 523L % 65_536);
        if (i % 3 > 0) {
            values.put(metric("at", ColumnType.TIMESTAMP), START + i * 11_000_000L);
            values.put(new ColumnSpec(ColumnRole.DIMENSION, "flag", ColumnType.BOOLEAN), String.valueOf(i % 2 == 0));
        }
        if (i % 4 == 0) {
            values.put(metric("key", ColumnType.LONG), i % 8 == 0 ? Long.MAX_VALUE - i : i - Long.MAX_VALUE);
            String json = "{\"i\":[" + i % 12 + ",\"ü\"]}";
            values.put(new ColumnSpec(ColumnRole.DIMENSION, "more", ColumnType.JSON), json);
        }
        return values;
    }

    private static ColumnSpec metric(String name, ColumnType type) {
        return new ColumnSpec(ColumnRole.METRIC, name, type);
    }

    private void add(UUID table, List<Sent> events) {
        tables.add(table);
        records.add(events);
    }

    /** Applies the whole history, with a checkpoint after the second record and one at the end; its last record is behind both. */
    void applyTo(HotTier tier) {
        tier.projection().assigned(PARTITION);
        for (int offset = 0; offset < records.size(); offset++) {
            if (offset == 2 || offset == records.size() - 1) {
                tier.projection().checkpoint();
            }
            record(offset).deliverTo(tier);
        }
        tier.projection().checkpoint();
    }

    /** A record of the log; its append time is a millisecond a record behind the ingest time. */
    LogRecord record(int offset) {
        return record(tables.get(offset), offset, records.get(offset));
    }

    /** A new record behind the history: an id that is known with its content, one with another content, and a new one. */
    LogRecord next() {
        return record(
                SHOP,
                records.size(),
                List.of(
                        events(0, 1).getFirst(),
                        new Sent("e109", START, 0, "changed", null, null, null),
                        new Sent("new", START + 7, 0, "", null, -0.0, null)));
    }

    private static LogRecord record(UUID table, int offset, List<Sent> events) {
        EventColumnsBuilder builder = new EventColumnsBuilder(events.size());
        for (Sent event : events) {
            builder.beginRow();
            byte[] id = event.id().getBytes(StandardCharsets.UTF_8);
            builder.id(id, 0, id.length);
            builder.eventTimeMicros(event.time());
            builder.revision(event.revision());
            dimension(builder, "region", event.region());
            dimension(builder, "note", event.note());
            metric(builder, "price", event.price());
            metric(builder, "odd", event.odd());
            builder.endRow();
        }
        EventColumns columns = TypedEvents.with(
                builder.build(), events.stream().map(Sent::typed).toList());
        boolean shop = table.equals(SHOP);
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                table,
                new TableRef("default", "golden", shop ? "shop" : "bare"),
                shop ? TableSettings.DEFAULT : TableSettings.UNBOUNDED_WINDOW,
                1,
                0,
                1,
                INGEST,
                List.of(new RequestSpan(0, "local", "r" + offset, 0)));
        return new LogRecord(
                EventBatchAccepted.of(new EventBatch(header, columns)), PARTITION, offset, INGEST + offset * 1_000L);
    }

    private static void dimension(EventColumnsBuilder builder, String name, String value) {
        if (value != null) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            builder.setDimension(builder.dimension(text, 0, text.length), utf8, 0, utf8.length);
        }
    }

    private static void metric(EventColumnsBuilder builder, String name, Double value) {
        if (value != null) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            builder.setMetric(builder.metric(text, 0, text.length), value);
        }
    }

    /** What a table must show, from the list of what was sent alone: the first of each id counts. */
    List<String> expected(UUID table) {
        TreeMap<String, Sent> first = new TreeMap<>();
        List<String> rows = new ArrayList<>();
        int logged = 0;
        int conflicting = 0;
        long watermark = Long.MIN_VALUE;
        for (int offset = 0; offset < records.size(); offset++) {
            if (!tables.get(offset).equals(table)) {
                continue;
            }
            for (int i = 0; i < records.get(offset).size(); i++) {
                Sent event = records.get(offset).get(i);
                logged++;
                Sent known = first.putIfAbsent(event.id(), event);
                if (known == null) {
                    rows.add(String.format("%08d:%05d ", offset, i) + event.shown());
                    watermark = Math.max(watermark, event.time());
                } else if (!known.equals(event)) {
                    conflicting++;
                }
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("table " + table + " logged " + logged + " stored " + rows.size() + " duplicates "
                + (logged - rows.size() - conflicting) + " conflicting " + conflicting + " watermark " + watermark);
        lines.addAll(rows);
        return lines;
    }
}
