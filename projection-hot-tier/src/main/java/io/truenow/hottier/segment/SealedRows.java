package io.truenow.hottier.segment;

import static io.truenow.hottier.segment.ChunkView.MetricView.NO_LONG;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one chunk of a sealed segment out of the growing chunks, row by row in the order of time, column by column.
 *
 * @param order ordinals of all rows of the segment, by time; this chunk is {@code [from, from + count)}
 */
record SealedRows(
        List<GrowingChunk> sources,
        int chunkRows,
        Map<String, Dictionary.View> dictionaries,
        int[] order,
        int from,
        int count) {

    Chunk seal(Origins origins) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = source(i).time(place(i));
        }
        Map<String, Boolean> metricNames = new LinkedHashMap<>();
        for (GrowingChunk source : sources) {
            source.metrics().forEach(metric -> metricNames.put(metric.name(), true));
        }
        List<Dimension> dimensions = new ArrayList<>();
        dictionaries.forEach((name, dictionary) -> {
            Dimension dimension = dimension(name, dictionary);
            if (dimension.nonNull() > 0) {
                dimensions.add(dimension);
            }
        });
        List<Metric> metrics = new ArrayList<>();
        for (String name : metricNames.keySet()) {
            Metric metric = isWhole(name) ? wholes(name) : doubles(name);
            if (metric.nonNull() > 0) {
                metrics.add(metric);
            }
        }
        return new Chunk(
                count,
                times[0],
                times[count - 1],
                RowTimes.narrow(times, count, times[0], times[count - 1]),
                revisions(),
                RowOrdinals.of(from, order, from, count),
                origins,
                List.copyOf(dimensions),
                List.copyOf(metrics));
    }

    private GrowingChunk source(int i) {
        return sources.get(order[from + i] / chunkRows);
    }

    private int place(int i) {
        return order[from + i] & chunkRows - 1;
    }

    private int @Nullable [] revisions() {
        if (sources.stream().noneMatch(GrowingChunk::hasRevisions)) {
            return null;
        }
        int[] revisions = new int[count];
        for (int i = 0; i < count; i++) {
            revisions[i] = source(i).revision(place(i));
        }
        return revisions;
    }

    private Dimension dimension(String name, Dictionary.View dictionary) {
        @Nullable GrowingDimension[] columns = new @Nullable GrowingDimension[sources.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = sources.get(i).dimension(name);
        }
        int[] codes = new int[count];
        int largest = -1;
        int nonNull = 0;
        for (int i = 0; i < count; i++) {
            GrowingDimension column = columns[order[from + i] / chunkRows];
            int code = column == null ? -1 : column.code(place(i));
            codes[i] = code;
            largest = Math.max(largest, code);
            nonNull += code >= 0 ? 1 : 0;
        }
        return new Dimension(name, dictionary, Codes.narrow(codes, count, largest), count, nonNull);
    }

    /** Whether all chunks of the segment have whole numbers, so far as they have any. */
    private boolean isWhole(String name) {
        for (GrowingChunk source : sources) {
            if (source.metric(name) instanceof GrowingDoubles doubles && doubles.hasValues()) {
                return false;
            }
        }
        return true;
    }

    private Metric wholes(String name) {
        @Nullable GrowingWholes[] columns = new @Nullable GrowingWholes[sources.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = sources.get(i).metric(name) instanceof GrowingWholes wholes ? wholes : null;
        }
        long[] values = new long[count];
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        int nonNull = 0;
        for (int i = 0; i < count; i++) {
            GrowingWholes column = columns[order[from + i] / chunkRows];
            long value = column == null ? NO_LONG : column.longValue(place(i));
            values[i] = value;
            if (value != NO_LONG) {
                nonNull++;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        return Metric.ofWhole(name, WholeNumbers.narrow(values, count, min, max), count, nonNull, min, max);
    }

    private Metric doubles(String name) {
        @Nullable GrowingMetric[] columns = new @Nullable GrowingMetric[sources.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = sources.get(i).metric(name);
        }
        double[] values = new double[count];
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int nonNull = 0;
        for (int i = 0; i < count; i++) {
            GrowingMetric column = columns[order[from + i] / chunkRows];
            double value = column == null ? Double.NaN : column.value(place(i));
            values[i] = value;
            if (!Double.isNaN(value)) {
                nonNull++;
                min = value < min ? value : min;
                max = value > max ? value : max;
            }
        }
        return Metric.of(name, Numbers.narrow(values, count), count, nonNull, min, max);
    }
}
