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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Random records of several tables: repeated ids, conflicts, late times, columns that come later, values that repeat or do not. */
final class SimulatedLog {

    private final Random random;
    private final List<Table> tables = new ArrayList<>();
    private final long[] nextOffset = new long[Placement.PARTITIONS];
    private long appendTime = 1_000_000;
    final List<LogRecord> records = new ArrayList<>();

    private record Table(UUID id, TableRef ref, TableSettings settings) {}

    SimulatedLog(long seed, int tableCount, int batches, int mostRows) {
        random = new Random(seed);
        for (int i = 0; i < tableCount; i++) {
            long window = i % 3 == 0 ? TableSettings.UNBOUNDED : 200_000 + random.nextInt(2_000_000);
            tables.add(new Table(
                    new UUID(random.nextLong(), random.nextLong()),
                    new TableRef(i % 4 == 3 ? "other" : "default", "ns" + i % 2, "t" + i),
                    new TableSettings(1 + i % 2, window, TableSettings.UNBOUNDED)));
        }
        for (int i = 0; i < batches; i++) {
            append(i, mostRows);
        }
    }

    private void append(int step, int mostRows) {
        Table table = tables.get(random.nextInt(tables.size()));
        int rows = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(mostRows);
        int shards = table.settings().shards();
        EventColumnsBuilder[] builders = new EventColumnsBuilder[shards];
        List<List<Map<ColumnSpec, Object>>> typed = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            typed.add(new ArrayList<>());
        }
        for (int i = 0; i < rows; i++) {
            byte[] id = ("e" + random.nextInt(60 + step * 3)).getBytes(StandardCharsets.UTF_8);
            int shard = Placement.shard(id, 0, id.length, shards);
            if (builders[shard] == null) {
                builders[shard] = new EventColumnsBuilder(rows);
            }
            typed.get(shard).add(row(builders[shard], id, step));
        }
        appendTime += random.nextInt(20_000) - 500;
        for (int shard = 0; shard < shards; shard++) {
            if (builders[shard] != null) {
                add(table, shard, TypedEvents.with(builders[shard].build(), typed.get(shard)));
            }
        }
        // Records of others stand in the log, too.
        nextOffset[random.nextInt(Placement.PARTITIONS)] += random.nextInt(3);
    }

    private void add(Table table, int shard, EventColumns events) {
        int partition = Placement.partition(table.id(), shard);
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                table.id(),
                table.ref(),
                table.settings(),
                1,
                shard,
                1,
                appendTime - 17,
                List.of(new RequestSpan(0, "local", "r", 0)));
        EventBatchAccepted event = EventBatchAccepted.of(new EventBatch(header, events));
        records.add(new LogRecord(
                EventBatchAccepted.decode(event.encoded()), partition, nextOffset[partition]++, appendTime));
    }

    /** Adds a row; gives its values of the columns that a schema types. */
    private Map<ColumnSpec, Object> row(EventColumnsBuilder builder, byte[] id, int step) {
        builder.beginRow();
        builder.id(id, 0, id.length);
        // The content hangs on the id alone most of the time, so that repeated ids are often equal.
        long seed = random.nextInt(5) == 0 ? random.nextInt() : 0;
        Random content = new Random(seed * 31 + new String(id, StandardCharsets.UTF_8).hashCode());
        long wide = content.nextInt(9) == 0 ? 40_000_000_000_000L : 0;
        builder.eventTimeMicros(1_700_000_000_000_000L + wide + content.nextInt(1_000_000));
        builder.revision(content.nextInt(6) == 0 ? content.nextInt(4) : 0);
        dimension(builder, "region", "r" + content.nextInt(4));
        if (content.nextInt(3) > 0) {
            dimension(builder, "user", "ü-" + content.nextInt(400));
        }
        if (content.nextInt(3) == 0) {
            dimension(builder, "empty", "");
        }
        metric(builder, "cents", content.nextInt(100_000) / 100.0);
        if (content.nextInt(4) > 0) {
            metric(builder, "gauss", content.nextGaussian());
        }
        if (step > 20 && content.nextInt(2) == 0) {
            metric(builder, "region", content.nextBoolean() ? -0.0 : 0.0);
            dimension(builder, "later" + content.nextInt(3), "x" + content.nextInt(1000));
        }
        builder.endRow();
        return step % 7 == 3 ? Map.of() : typed(content, step);
    }

    private static Map<ColumnSpec, Object> typed(Random content, int step) {
        Map<ColumnSpec, Object> values = new LinkedHashMap<>();
        metric(values, ColumnType.LONG, "count", (long) content.nextInt(200) - 100);
        metric(values, ColumnType.LONG, "serial", Math.max(-Long.MAX_VALUE, content.nextLong() >> content.nextInt(64)));
        // Moments near each other and far away; now and then what is a moment elsewhere is only a number here.
        long moment = 1_700_000_000_000_000L + content.nextInt(1 << 20) * (content.nextInt(9) == 0 ? 1L << 32 : 1);
        metric(values, step % 50 == 49 ? ColumnType.LONG : ColumnType.TIMESTAMP, "moment", moment);
        boolean whole = step % 3 > 0;
        long number = content.nextInt(70_000);
        double fraction = content.nextInt(4) == 0 ? 0.125 : 0;
        if (!whole) {
            metric(values, ColumnType.DOUBLE, ModelTier.MIXED, number + fraction);
        } else if (fraction == 0) {
            metric(values, ColumnType.LONG, ModelTier.MIXED, number);
        }
        if (content.nextInt(3) > 0) {
            ColumnSpec flag = new ColumnSpec(ColumnRole.DIMENSION, "flag", ColumnType.BOOLEAN);
            values.put(flag, String.valueOf(content.nextBoolean()));
            values.put(new ColumnSpec(ColumnRole.DIMENSION, "json", ColumnType.JSON), "[" + content.nextInt(30) + "]");
        }
        return values;
    }

    private static void metric(Map<ColumnSpec, Object> values, ColumnType type, String name, Object value) {
        if (((Number) value).longValue() % 4 != 0) {
            values.put(new ColumnSpec(ColumnRole.METRIC, name, type), value);
        }
    }

    private static void dimension(EventColumnsBuilder builder, String name, String value) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        builder.setDimension(builder.dimension(utf8, 0, utf8.length), text, 0, text.length);
    }

    private static void metric(EventColumnsBuilder builder, String name, double value) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        builder.setMetric(builder.metric(utf8, 0, utf8.length), value);
    }
}
