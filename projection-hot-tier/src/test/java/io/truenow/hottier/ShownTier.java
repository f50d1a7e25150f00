package io.truenow.hottier;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.SegmentView;
import io.truenow.hottier.segment.ShardSnapshot;
import io.truenow.hottier.segment.TableSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the hot tier gives to readers, in the form of {@link ModelTier}. */
final class ShownTier {

    static final List<Principal> TENANTS = List.of(Principal.LOCAL, new Principal("other", "somebody", Role.READER));

    private ShownTier() {}

    /** Rows by position, by table and shard. */
    static TreeMap<String, TreeMap<String, String>> rows(HotTier tier) {
        TreeMap<String, TreeMap<String, String>> shown = new TreeMap<>();
        for (Principal tenant : TENANTS) {
            for (TableInfo info : tier.tables(tenant)) {
                try (TableSnapshot snapshot = tier.open(tenant, info.tableId()).orElseThrow()) {
                    for (ShardSnapshot shard : snapshot.shards()) {
                        shown.put(info.tableId() + "#" + shard.position().shard(), rows(shard));
                    }
                }
            }
        }
        return shown;
    }

    static TreeMap<String, String> rows(ShardSnapshot shard) {
        TreeMap<String, String> rows = new TreeMap<>();
        for (SegmentView segment : shard.segments()) {
            long last = Long.MIN_VALUE;
            for (ChunkView chunk : segment.chunks()) {
                last = rows(chunk, rows, segment.sealed() ? last : Long.MIN_VALUE, segment.sealed());
            }
        }
        return rows;
    }

    private static long rows(ChunkView chunk, TreeMap<String, String> into, long lastTime, boolean sorted) {
        long last = lastTime;
        for (int from = 0; from < chunk.rows(); from += 100) {
            int count = Math.min(100, chunk.rows() - from);
            long[] times = new long[count];
            long[] ingest = new long[count];
            long[] revisions = new long[count];
            long[] offsets = new long[count];
            long[] indexes = new long[count];
            chunk.eventTimes(from, count, times);
            chunk.ingestTimes(from, count, ingest);
            chunk.revisions(from, count, revisions);
            chunk.offsets(from, count, offsets);
            chunk.indexes(from, count, indexes);
            List<TreeMap<String, String>> values = values(chunk, from, count);
            for (int i = 0; i < count; i++) {
                check(times[i] >= chunk.minTimeMicros() && times[i] <= chunk.maxTimeMicros(), "zone map of time");
                check(!sorted || times[i] >= last, "order of a sealed segment");
                last = times[i];
                String id = chunk.eventId(from + i);
                check(chunk.eventIdMatches(from + i, id.getBytes(StandardCharsets.UTF_8)), "id");
                String position = String.format("%08d:%05d", offsets[i], indexes[i]);
                String row = id + " " + times[i] + " " + ingest[i] + " " + revisions[i] + " " + values.get(i);
                check(into.put(position, row) == null, "a position stands twice");
            }
        }
        return last;
    }

    private static List<TreeMap<String, String>> values(ChunkView chunk, int from, int count) {
        List<TreeMap<String, String>> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(new TreeMap<>());
        }
        int[] codes = new int[count];
        for (ChunkView.DimensionView dimension : chunk.dimensions()) {
            dimension.codes(from, count, codes);
            for (int i = 0; i < count; i++) {
                if (codes[i] >= 0) {
                    String text = dimension.dictionary().text(codes[i]);
                    check(dimension.dictionary().find(text) == codes[i], "dictionary");
                    values.get(i).put("d." + dimension.name(), text);
                } else {
                    check(dimension.hasNulls(), "nulls of a dimension");
                }
            }
        }
        double[] numbers = new double[count];
        long[] wholes = new long[count];
        boolean[] nulls = new boolean[count];
        for (ChunkView.MetricView metric : chunk.metrics()) {
            metric.values(from, count, numbers);
            metric.longs(from, count, wholes);
            metric.nulls(from, count, nulls);
            for (int i = 0; i < count; i++) {
                check(nulls[i] == (wholes[i] == ChunkView.MetricView.NO_LONG), "null of a whole number");
                check(wholes[i] == metric.longValue(from + i), "a single whole number");
                if (!nulls[i]) {
                    check(wholes[i] >= metric.minLong() && wholes[i] <= metric.maxLong(), "zone map of whole numbers");
                    check(numbers[i] == metric.value(from + i), "a single value");
                    check(!metric.whole() || numbers[i] == wholes[i], "a whole number as a double");
                    check(numbers[i] >= metric.min() && numbers[i] <= metric.max(), "zone map of a metric");
                    boolean whole = metric.whole() && !metric.name().equals(ModelTier.MIXED);
                    values.get(i)
                            .put("m." + metric.name(), whole ? Long.toString(wholes[i]) : Double.toString(numbers[i]));
                } else {
                    check(metric.hasNulls(), "nulls of a metric");
                }
            }
        }
        return values;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
