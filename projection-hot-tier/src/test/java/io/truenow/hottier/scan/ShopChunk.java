package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.DictionaryView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A chunk shaped like workload W1: regions, products, customer types, 200,000 users, three metrics, times slightly out of order. */
final class ShopChunk implements ChunkView {

    private static final long T0 = 1_754_772_362_000_000L;
    private static final String[] REGIONS = {"us-east", "us-west", "eu-west", "ap-south"};
    private static final String[] TYPES = {"premium", "standard", "free", "trial", "partner"};

    private final int first;
    private final int rows;
    private final long[] times;
    private final Map<String, DimensionView> dimensions = new LinkedHashMap<>();
    private final Map<String, MetricView> metrics = new LinkedHashMap<>();

    ShopChunk(int first, int rows, Map<String, ArrayDictionary> dictionaries) {
        this.first = first;
        this.rows = rows;
        this.times = new long[rows];
        for (int row = 0; row < rows; row++) {
            times[row] = T0 + (first + row) * 720L + draw(first + row, 9, 700);
        }
        add(dictionaries, "region", i -> draw(i, 1, 4), REGIONS, "");
        add(dictionaries, "product", i -> draw(i, 2, 100), new String[100], "product-");
        add(dictionaries, "customer_type", i -> draw(i, 3, 5), TYPES, "");
        add(dictionaries, "user_id", i -> draw(i, 4, 200_000), new String[0], "user-");
        metrics.put("revenue", new Values("revenue", i -> draw(i, 5, 100_000) / 100.0));
        metrics.put("quantity", new Values("quantity", i -> draw(i, 6, 10)));
        metrics.put("processing_time", new Values("processing_time", i -> draw(i, 7, 50_000) / 100.0));
    }

    private static int draw(int event, int column, int bound) {
        long z = event * 0x9E3779B97F4A7C15L + column * 0xD1B54A32D192ED03L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return (int) (((z ^ z >>> 31) >>> 1) % bound);
    }

    private void add(
            Map<String, ArrayDictionary> dictionaries,
            String name,
            IntUnaryOperator drawn,
            String[] names,
            String prefix) {
        ArrayDictionary dictionary = dictionaries.computeIfAbsent(name, n -> new ArrayDictionary());
        dimensions.put(name, new Codes(name, drawn, names, prefix, dictionary));
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long minTimeMicros() {
        return times[0];
    }

    @Override
    public long maxTimeMicros() {
        return times[rows - 1];
    }

    @Override
    public void eventTimes(int from, int count, long[] target) {
        System.arraycopy(times, from, target, 0, count);
    }

    @Override
    public void ingestTimes(int from, int count, long[] target) {
        Arrays.fill(target, 0, count, T0);
    }

    @Override
    public void revisions(int from, int count, long[] target) {
        Arrays.fill(target, 0, count, 0);
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public void offsets(int from, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = (first + from + i) / 1000;
        }
    }

    @Override
    public void indexes(int from, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = (first + from + i) % 1000;
        }
    }

    @Override
    public String eventId(int row) {
        return "e" + (first + row);
    }

    @Override
    public boolean eventIdMatches(int row, byte[] utf8) {
        return eventId(row).equals(new String(utf8, StandardCharsets.UTF_8));
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

    private final class Codes implements DimensionView {
        private final String name;
        private final int[] codes = new int[rows];
        private final DictionaryView dictionary;

        Codes(String name, IntUnaryOperator drawn, String[] names, String prefix, ArrayDictionary texts) {
            this.name = name;
            for (int row = 0; row < rows; row++) {
                int value = drawn.applyAsInt(first + row);
                codes[row] = texts.codeOf(prefix.isEmpty() ? names[value] : prefix + value);
            }
            this.dictionary = texts.view();
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
            return false;
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

    private final class Values implements MetricView {
        private final String name;
        private final double[] values = new double[rows];

        Values(String name, IntToDoubleFunction drawn) {
            this.name = name;
            for (int row = 0; row < rows; row++) {
                values[row] = drawn.applyAsDouble(first + row);
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean whole() {
            return false;
        }

        @Override
        public long minLong() {
            return (long) min();
        }

        @Override
        public long maxLong() {
            return (long) max();
        }

        @Override
        public void longs(int from, int count, long[] target) {
            for (int i = 0; i < count; i++) {
                target[i] = longValue(from + i);
            }
        }

        @Override
        public long longValue(int row) {
            return (long) values[row];
        }

        @Override
        public double min() {
            return Arrays.stream(values).min().orElse(0);
        }

        @Override
        public double max() {
            return Arrays.stream(values).max().orElse(0);
        }

        @Override
        public double scale() {
            return 100;
        }

        @Override
        public boolean hasNulls() {
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
            Arrays.fill(target, 0, count, false);
        }
    }
}
