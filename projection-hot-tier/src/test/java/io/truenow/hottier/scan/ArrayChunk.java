package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.DictionaryView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A chunk over plain arrays. */
final class ArrayChunk implements ChunkView {

    private final List<PlainRow> rows;
    private final int partition;
    private final long[] times;
    private final Map<String, DimensionView> dimensions = new LinkedHashMap<>();
    private final Map<String, MetricView> metrics = new LinkedHashMap<>();

    ArrayChunk(List<PlainRow> rows, int partition, Function<String, ArrayDictionary> dictionaries) {
        this.rows = List.copyOf(rows);
        this.partition = partition;
        this.times = rows.stream().mapToLong(PlainRow::eventTimeMicros).toArray();
        TreeSet<String> dimensionNames = new TreeSet<>();
        TreeSet<String> metricNames = new TreeSet<>();
        rows.forEach(row -> {
            dimensionNames.addAll(row.dimensions().keySet());
            metricNames.addAll(row.metrics().keySet());
        });
        dimensionNames.forEach(name -> dimensions.put(name, new Dimension(name, rows, dictionaries.apply(name))));
        metricNames.forEach(name -> metrics.put(name, new Metric(name, rows)));
    }

    @Override
    public int rows() {
        return rows.size();
    }

    @Override
    public long minTimeMicros() {
        return Arrays.stream(times).min().orElse(Long.MAX_VALUE);
    }

    @Override
    public long maxTimeMicros() {
        return Arrays.stream(times).max().orElse(Long.MIN_VALUE);
    }

    @Override
    public void eventTimes(int from, int count, long[] target) {
        System.arraycopy(times, from, target, 0, count);
    }

    private void copy(int from, int count, long[] target, ToLongFunction<PlainRow> value) {
        assert count <= BLOCK;
        for (int i = 0; i < count; i++) {
            target[i] = value.applyAsLong(rows.get(from + i));
        }
    }

    @Override
    public void ingestTimes(int from, int count, long[] target) {
        copy(from, count, target, PlainRow::ingestTimeMicros);
    }

    @Override
    public void revisions(int from, int count, long[] target) {
        copy(from, count, target, PlainRow::revision);
    }

    @Override
    public int partition() {
        return partition;
    }

    @Override
    public void offsets(int from, int count, long[] target) {
        copy(from, count, target, PlainRow::offset);
    }

    @Override
    public void indexes(int from, int count, long[] target) {
        copy(from, count, target, PlainRow::index);
    }

    @Override
    public String eventId(int row) {
        return new String(rows.get(row).eventId().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Override
    public boolean eventIdMatches(int row, byte[] utf8) {
        return Arrays.equals(rows.get(row).eventId().getBytes(StandardCharsets.UTF_8), utf8);
    }

    @Override
    public List<DimensionView> dimensions() {
        return List.copyOf(dimensions.values());
    }

    @Override
    public @Nullable DimensionView dimension(String name) {
        return dimensions.get(name);
    }

    @Override
    public List<MetricView> metrics() {
        return List.copyOf(metrics.values());
    }

    @Override
    public @Nullable MetricView metric(String name) {
        return metrics.get(name);
    }

    private static final class Dimension implements DimensionView {
        private final String name;
        private final int[] codes;
        private final DictionaryView dictionary;

        Dimension(String name, List<PlainRow> rows, ArrayDictionary dictionary) {
            this.name = name;
            this.codes = new int[rows.size()];
            for (int row = 0; row < codes.length; row++) {
                String text = rows.get(row).dimensions().get(name);
                codes[row] = text == null ? -1 : dictionary.codeOf(text);
            }
            this.dictionary = dictionary.view();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public DictionaryView dictionary() {
            return dictionary;
        }

        @Override
        public boolean hasNulls() {
            return Arrays.stream(codes).anyMatch(code -> code < 0);
        }

        @Override
        public void codes(int from, int count, int[] target) {
            System.arraycopy(codes, from, target, 0, count);
        }

        @Override
        public int code(int row) {
            return codes[row];
        }

        @Override
        public int find(int from, int count, int code, int[] rows) {
            int found = 0;
            for (int i = 0; i < count; i++) {
                if (codes[from + i] == code) {
                    rows[found++] = i;
                }
            }
            return found;
        }
    }

    private static final class Metric implements MetricView {
        private final String name;
        private final double[] values;
        private final long[] longs;
        private final boolean[] nulls;
        private final boolean whole;

        Metric(String name, List<PlainRow> rows) {
            this.name = name;
            this.values = new double[rows.size()];
            this.longs = new long[rows.size()];
            this.nulls = new boolean[values.length];
            boolean longsOnly = true;
            for (int row = 0; row < values.length; row++) {
                Number value = rows.get(row).metrics().get(name);
                nulls[row] = value == null;
                values[row] = value == null ? -987654321.0 : value.doubleValue();
                longs[row] = value == null
                        ? NO_LONG
                        : value instanceof Long exact ? exact : Math.max(-Long.MAX_VALUE, value.longValue());
                longsOnly &= value == null || value instanceof Long;
            }
            this.whole = longsOnly;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean whole() {
            return whole;
        }

        @Override
        public long minLong() {
            return Arrays.stream(longs).filter(value -> value != NO_LONG).min().orElseThrow();
        }

        @Override
        public long maxLong() {
            return Arrays.stream(longs).max().orElseThrow();
        }

        @Override
        public void longs(int from, int count, long[] target) {
            System.arraycopy(longs, from, target, 0, count);
        }

        @Override
        public long longValue(int row) {
            return longs[row];
        }

        @Override
        public double min() {
            double min = Double.POSITIVE_INFINITY;
            for (int row = 0; row < values.length; row++) {
                min = nulls[row] ? min : Math.min(min, values[row]);
            }
            return min;
        }

        @Override
        public double max() {
            double max = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < values.length; row++) {
                max = nulls[row] ? max : Math.max(max, values[row]);
            }
            return max;
        }

        @Override
        public double scale() {
            for (double scale = 1; scale <= 10_000; scale *= 10) {
                int whole = 0;
                for (int row = 0; row < values.length; row++) {
                    whole += nulls[row] || Math.rint(values[row] * scale) / scale == values[row] ? 1 : 0;
                }
                if (whole == values.length) {
                    return scale;
                }
            }
            return 0;
        }

        @Override
        public boolean hasNulls() {
            for (boolean isNull : nulls) {
                if (isNull) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void values(int from, int count, double[] target) {
            System.arraycopy(values, from, target, 0, count);
        }

        @Override
        public double value(int row) {
            return values[row];
        }

        @Override
        public void nulls(int from, int count, boolean[] target) {
            System.arraycopy(nulls, from, target, 0, count);
        }
    }
}
