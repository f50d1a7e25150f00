package io.truenow.hottier.segment;

import java.util.Arrays;

/**
 * A metric's rows of one chunk; immutable. Null is NaN inside, which no event can have, or the smallest long, which no event can have
 * either.
 */
record Metric(String name, Numbers numbers, int rows, int nonNull, double min, double max, long minLong, long maxLong)
        implements ChunkView.MetricView {

    /** Doubles. */
    static Metric of(String name, Numbers numbers, int rows, int nonNull, double min, double max) {
        return new Metric(name, numbers, rows, nonNull, min, max, Numbers.toLong(min), Numbers.toLong(max));
    }

    /** Whole numbers. */
    static Metric ofWhole(String name, WholeNumbers numbers, int rows, int nonNull, long min, long max) {
        return new Metric(name, numbers, rows, nonNull, min, max, min, max);
    }

    @Override
    public boolean whole() {
        return numbers.whole();
    }

    @Override
    public double scale() {
        return numbers instanceof ScaledNumbers scaled ? scaled.scale() : numbers.whole() ? 1 : 0;
    }

    @Override
    public boolean hasNulls() {
        return nonNull < rows;
    }

    @Override
    public void values(int from, int count, double[] target) {
        int held = Math.clamp(numbers.filled() - (long) from, 0, count);
        if (held > 0) {
            numbers.copy(from, held, target);
        }
        if (held < count) {
            Arrays.fill(target, held, count, Double.NaN);
        }
    }

    @Override
    public double value(int row) {
        return row < numbers.filled() ? numbers.at(row) : Double.NaN;
    }

    @Override
    public void longs(int from, int count, long[] target) {
        int held = Math.clamp(numbers.filled() - (long) from, 0, count);
        if (held > 0) {
            numbers.longs(from, held, target);
        }
        if (held < count) {
            Arrays.fill(target, held, count, NO_LONG);
        }
    }

    @Override
    public long longValue(int row) {
        return row < numbers.filled() ? numbers.longAt(row) : NO_LONG;
    }

    @Override
    public void nulls(int from, int count, boolean[] target) {
        if (!hasNulls()) {
            Arrays.fill(target, 0, count, false);
            return;
        }
        int held = Math.clamp(numbers.filled() - (long) from, 0, count);
        if (held > 0) {
            numbers.nulls(from, held, target);
        }
        if (held < count) {
            Arrays.fill(target, held, count, true);
        }
    }
}
