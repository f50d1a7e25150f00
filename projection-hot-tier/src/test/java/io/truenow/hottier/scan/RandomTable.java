package io.truenow.hottier.scan;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.hottier.TypedEvents;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.SegmentView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** The same random rows as snapshots and as a reference: shards, segments, chunks, shared and separate dictionaries, nulls, missing columns. */
final class RandomTable {

    static final long T0 = 1_754_772_362_000_000L;
    static final String[] DIMENSIONS = {"region", "module", "user", "absent", "flag", "document"};
    static final String[] METRICS = {"quarters", "decimals", "rare", "none"};
    static final String[] WHOLES = {"small", "large", "huge", "seen", "seldom", "none"};
    static final List<Long> EDGES = List.of(
            Long.MAX_VALUE,
            Long.MAX_VALUE - 1,
            -Long.MAX_VALUE,
            1 - Long.MAX_VALUE,
            (1L << 53) + 1,
            (1L << 53) + 2,
            -(1L << 53) - 1,
            1L << 53,
            0L,
            -1L);
    private static final Map<String, ColumnType> DIMENSION_TYPES =
            Map.of("flag", ColumnType.BOOLEAN, "document", ColumnType.JSON);
    private static final String[] MODULES = {"", "a", "B", "ab", "日本", "\uFFFD", "😀", "z", "Z", "é"};

    final ArraySnapshots snapshots = new ArraySnapshots();
    final ReferenceReads reference = new ReferenceReads();
    private final Random random;
    private final int rowsPerRecord;
    private final int rowsPerChunk;
    private final long spreadMicros;

    RandomTable(long seed, boolean large) {
        this.random = new Random(seed);
        this.rowsPerRecord = large ? 6_000 : 1 + random.nextInt(30);
        this.rowsPerChunk = large ? 10_000 : 1 + random.nextInt(40);
        this.spreadMicros = random.nextBoolean() ? 10_000_000L : 86_400_000_000L * 500;
        int count = 1 + random.nextInt(3);
        for (int shard = 0; shard < count; shard++) {
            addShard(shard);
        }
    }

    /** No row yet: {@link #batch} makes them. */
    RandomTable(long seed) {
        this.random = new Random(seed);
        this.rowsPerRecord = 40;
        this.rowsPerChunk = 1;
        this.spreadMicros = random.nextBoolean() ? 10_000_000L : 86_400_000_000L * 500;
    }

    private void addShard(int shard) {
        Map<String, ArrayDictionary> shared = new HashMap<>();
        boolean separate = random.nextInt(3) == 0;
        List<SegmentView> segments = new ArrayList<>();
        long offset = random.nextInt(5);
        int count = random.nextInt(4);
        for (int number = 0; number < count; number++) {
            Map<String, ArrayDictionary> own = separate && number > 0 ? new HashMap<>() : shared;
            List<PlainRow> rows = new ArrayList<>();
            int records = 1 + random.nextInt(3);
            boolean full = random.nextBoolean();
            for (int record = 0; record < records; record++) {
                List<PlainRow> batch = batch(offset, full);
                reference.add(
                        ArraySnapshots.REF,
                        snapshots.tableId,
                        columns(batch),
                        shard,
                        shard * 3,
                        offset,
                        batch.getFirst().ingestTimeMicros());
                rows.addAll(batch);
                offset += 1 + random.nextInt(3);
            }
            boolean sealed = number + 1 < count;
            if (sealed) {
                rows.sort(Comparator.comparingLong(PlainRow::eventTimeMicros));
            }
            segments.add(new ArraySnapshots.Segment(number, sealed, chunks(rows, shard * 3, own)));
        }
        snapshots.shards.add(new ArraySnapshots.Shard(
                segments, new Coverage.ShardPosition(shard, shard * 3, offset - 1), Long.MIN_VALUE));
    }

    private List<ChunkView> chunks(List<PlainRow> rows, int partition, Map<String, ArrayDictionary> dictionaries) {
        Function<String, ArrayDictionary> byName =
                name -> dictionaries.computeIfAbsent(name, n -> new ArrayDictionary());
        List<ChunkView> chunks = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += rowsPerChunk) {
            chunks.add(
                    new ArrayChunk(rows.subList(from, Math.min(rows.size(), from + rowsPerChunk)), partition, byName));
        }
        return chunks;
    }

    List<PlainRow> batch(long offset, boolean full) {
        List<PlainRow> rows = new ArrayList<>();
        int count = 1 + random.nextInt(rowsPerRecord);
        long ingest = T0 + offset;
        boolean wholes = random.nextInt(4) > 0;
        boolean mixedIsWhole = random.nextBoolean();
        for (int index = 0; index < count; index++) {
            Map<String, String> dimensions = new HashMap<>();
            Map<String, Number> metrics = new HashMap<>();
            put(dimensions, "region", "r" + random.nextInt(3), full);
            put(dimensions, "module", MODULES[random.nextInt(MODULES.length)], full);
            put(dimensions, "user", "user-" + random.nextInt(200), false);
            put(metrics, "quarters", random.nextInt(17) * 0.25 - 2 + (random.nextBoolean() ? 0.0 : -0.0), full);
            put(
                    metrics,
                    "decimals",
                    (random.nextInt(2_000_001) - 1_000_000) / 1000.0 * Math.pow(10, random.nextInt(9)),
                    full);
            if (random.nextInt(20) == 0) {
                metrics.put("rare", random.nextBoolean() ? -0.0 : 0.0);
            }
            if (wholes) {
                putTyped(dimensions, metrics, full);
            }
            put(
                    metrics,
                    "mixed",
                    mixedIsWhole ? (Number) (long) random.nextInt(20) : (Number) (random.nextInt(40) / 2.0),
                    full);
            long time = T0 + (long) (random.nextDouble() * spreadMicros);
            rows.add(new PlainRow(
                    offset, index, ingest, "e" + random.nextInt(500), time, random.nextInt(3), dimensions, metrics));
        }
        return rows;
    }

    private void putTyped(Map<String, String> dimensions, Map<String, Number> metrics, boolean full) {
        put(dimensions, "flag", String.valueOf(random.nextBoolean()), full);
        put(dimensions, "document", "{\"n\":" + random.nextInt(5) + "}", false);
        put(metrics, "small", (long) random.nextInt(30) - 10, full);
        put(metrics, "large", random.nextLong() >> 20, false);
        put(metrics, "huge", random.nextInt(3) == 0 ? EDGES.get(random.nextInt(EDGES.size())) : huge(), full);
        put(metrics, "seen", T0 + (long) (random.nextDouble() * spreadMicros), full);
        if (random.nextInt(20) == 0) {
            metrics.put("seldom", random.nextInt(3) + (1L << 60));
        }
    }

    private long huge() {
        return Math.max(-Long.MAX_VALUE, random.nextLong());
    }

    private <V> void put(Map<String, V> target, String name, V value, boolean full) {
        if (full || random.nextInt(5) > 0) {
            target.put(name, value);
        }
    }

    static EventColumns columns(List<PlainRow> rows) {
        List<Map<ColumnSpec, Object>> typed = new ArrayList<>();
        EventColumnsBuilder builder = new EventColumnsBuilder(rows.size());
        for (PlainRow row : rows) {
            builder.beginRow();
            byte[] id = bytes(row.eventId());
            builder.id(id, 0, id.length);
            builder.eventTimeMicros(row.eventTimeMicros());
            builder.revision(row.revision());
            Map<ColumnSpec, Object> values = new HashMap<>();
            typed.add(values);
            row.dimensions().forEach((name, text) -> {
                if (DIMENSION_TYPES.containsKey(name)) {
                    values.put(new ColumnSpec(ColumnRole.DIMENSION, name, DIMENSION_TYPES.get(name)), text);
                    return;
                }
                byte[] n = bytes(name);
                byte[] t = bytes(text);
                builder.setDimension(builder.dimension(n, 0, n.length), t, 0, t.length);
            });
            row.metrics().forEach((name, value) -> {
                if (value instanceof Long) {
                    ColumnType type = name.equals("seen") ? ColumnType.TIMESTAMP : ColumnType.LONG;
                    values.put(new ColumnSpec(ColumnRole.METRIC, name, type), value);
                    return;
                }
                byte[] n = bytes(name);
                builder.setMetric(builder.metric(n, 0, n.length), value.doubleValue());
            });
            builder.endRow();
        }
        return TypedEvents.with(builder.build(), typed);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
