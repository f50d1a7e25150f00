package io.truenow.hottier.segment;

/** A metric's rows of one chunk; immutable. Null is NaN inside, which no event can have. */
record Metric(String name, Numbers numbers, int rows, int nonNull, double min, double max)
        implements ChunkView.MetricView {

    @Override
    public double scale() {
        return numbers instanceof ScaledNumbers scaled ? scaled.scale() : 0;
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
            java.util.Arrays.fill(target, held, count, Double.NaN);
        }
    }

    @Override
    public double value(int row) {
        return row < numbers.filled() ? numbers.at(row) : Double.NaN;
    }

    @Override
    public void nulls(int from, int count, boolean[] target) {
        if (!hasNulls()) {
            java.util.Arrays.fill(target, 0, count, false);
            return;
        }
        int held = Math.clamp(numbers.filled() - (long) from, 0, count);
        if (held > 0) {
            numbers.nulls(from, held, target);
        }
        if (held < count) {
            java.util.Arrays.fill(target, held, count, true);
        }
    }
}
