package io.truenow.hottier.shard;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.Dictionary;
import io.truenow.hottier.segment.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums of a table's columns over its segments. Costs as much as there are chunks and columns, whatever the rows. One thread. */
final class ColumnTally implements Segment.ColumnFigures {

    private final TypedColumns named = new TypedColumns();
    private final Map<ColumnRole, Map<String, Sum>> sums = new EnumMap<>(ColumnRole.class);
    private long idBytes;
    private long timeBytes;
    private long originBytes;

    private static final class Sum {
        long nonNull;
        long bytes;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        long minLong = Long.MAX_VALUE;
        long maxLong = Long.MIN_VALUE;
        final Map<Dictionary, Dictionary.View> dictionaries = new IdentityHashMap<>();
    }

    /** A column that some row may have; its type is at least as wide as what the segments hold of it. */
    void column(ColumnSpec spec) {
        named.add(spec);
    }

    private Sum sum(ColumnRole role, String name) {
        return sums.computeIfAbsent(role, absent -> new HashMap<>()).computeIfAbsent(name, absent -> new Sum());
    }

    @Override
    public void origins(long ids, long runs) {
        idBytes += ids;
        originBytes += runs;
    }

    @Override
    public void chunk(long times, long places) {
        timeBytes += times;
        originBytes += places;
    }

    @Override
    public void dimension(String name, int nonNull, long codeBytes, Dictionary.View dictionary) {
        Sum sum = sum(ColumnRole.DIMENSION, name);
        sum.nonNull += nonNull;
        sum.bytes += codeBytes;
        sum.dictionaries.merge(dictionary.identity(), dictionary, (a, b) -> a.size() > b.size() ? a : b);
    }

    @Override
    public void metric(ChunkView.MetricView metric, int nonNull, long bytes) {
        Sum sum = sum(ColumnRole.METRIC, metric.name());
        sum.nonNull += nonNull;
        sum.bytes += bytes;
        sum.min = Math.min(sum.min, metric.min());
        sum.max = Math.max(sum.max, metric.max());
        sum.minLong = Math.min(sum.minLong, metric.minLong());
        sum.maxLong = Math.max(sum.maxLong, metric.maxLong());
    }

    TableInfo.BuiltIn builtIn() {
        return new TableInfo.BuiltIn(idBytes, timeBytes, originBytes);
    }

    /**
     * The columns that were named, in the order in which they were first.
     *
     * @param whole whether no row has left memory, so that each text of a dictionary has a row
     */
    List<TableInfo.Column> columns(boolean whole) {
        List<TableInfo.Column> columns = new ArrayList<>();
        for (ColumnSpec spec : named.specs()) {
            Sum sum = sum(spec.role(), spec.name());
            columns.add(spec.role() == ColumnRole.DIMENSION ? dimension(spec, sum, whole) : metric(spec, sum));
        }
        return columns;
    }

    private static TableInfo.Column metric(ColumnSpec spec, Sum sum) {
        boolean any = sum.nonNull > 0;
        return new TableInfo.Column(
                spec,
                sum.nonNull,
                -1,
                false,
                any ? extreme(spec.type(), sum.min, sum.minLong) : null,
                any ? extreme(spec.type(), sum.max, sum.maxLong) : null,
                true,
                sum.bytes);
    }

    private static Object extreme(ColumnType type, double value, long whole) {
        return type == ColumnType.DOUBLE ? (Object) value : (Object) whole;
    }

    private static TableInfo.Column dimension(ColumnSpec spec, Sum sum, boolean whole) {
        Collection<Dictionary.View> views = sum.dictionaries.values();
        long texts = 0;
        long bytes = sum.bytes;
        String min = null;
        String max = null;
        for (Dictionary.View view : views) {
            texts += view.size();
            bytes += view.heapBytes();
            if (view.size() > 0) {
                min = first(min, view.least(), 1);
                max = first(max, view.greatest(), -1);
            }
        }
        return new TableInfo.Column(spec, sum.nonNull, texts, whole && views.size() <= 1, min, max, whole, bytes);
    }

    /** The text that comes first, or last for a negative direction, by code points. */
    private static String first(@Nullable String a, String b, int direction) {
        return a == null || direction * Arrays.compareUnsigned(utf8(a), utf8(b)) > 0 ? b : a;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
