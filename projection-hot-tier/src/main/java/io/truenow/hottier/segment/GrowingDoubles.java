package io.truenow.hottier.segment;

import io.truenow.events.ingest.EventColumn;
import java.util.Arrays;

/** A metric of a chunk that still grows. Null is NaN; rows from {@code filled} on are null. One writer. */
final class GrowingMetric {

    private final String name;
    private double[] values;
    private int filled;
    private int nonNull;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    GrowingMetric(String name, int capacity) {
        this.name = name;
        this.values = new double[capacity];
    }

    /** Appends picked rows of a batch at row {@code at}. */
    void append(EventColumn.DoubleColumn column, int[] rows, int from, int count, int at, int capacity) {
        if (values.length < at + count) {
            values = Arrays.copyOf(values, capacity);
        }
        if (filled < at) {
            Arrays.fill(values, filled, at, Double.NaN);
        }
        double[] source = column.values();
        if (column.nulls() == null) {
            for (int i = 0; i < count; i++) {
                put(at + i, source[rows[from + i]]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                int row = rows[from + i];
                put(at + i, column.isNull(row) ? Double.NaN : source[row]);
            }
        }
        filled = at + count;
    }

    private void put(int at, double value) {
        values[at] = value;
        if (!Double.isNaN(value)) {
            nonNull++;
            if (value < min) {
                min = value;
            }
            if (value > max) {
                max = value;
            }
        }
    }

    /** Takes all rows of a chunk that was read from a checkpoint. */
    void restore(Metric source, int rows) {
        source.values(0, rows, values);
        filled = rows;
        nonNull = source.nonNull();
        min = source.min();
        max = source.max();
    }

    String name() {
        return name;
    }

    double value(int row) {
        return row < filled ? values[row] : Double.NaN;
    }

    boolean hasValues() {
        return nonNull > 0;
    }

    Metric view(int rows) {
        return new Metric(name, new Numbers.Wide(values, filled), rows, nonNull, min, max);
    }
}
