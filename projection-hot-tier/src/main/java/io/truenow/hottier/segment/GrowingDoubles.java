package io.truenow.hottier.segment;

import io.truenow.events.ingest.EventColumn;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** A metric of doubles. Null is NaN; rows from {@code filled} on are null. */
final class GrowingDoubles implements GrowingMetric {

    private final String name;
    private double[] values;
    private int filled;
    private int nonNull;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    GrowingDoubles(String name, int capacity) {
        this.name = name;
        this.values = new double[capacity];
    }

    /** Appends picked rows of a batch at row {@code at}. */
    void append(EventColumn.DoubleColumn column, int[] rows, int from, int count, int at, int capacity) {
        makeRoom(at, at + count, capacity);
        double[] source = column.values();
        if (filled > at) {
            merge(column, row -> source[row], rows, from, count, at);
            return;
        }
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

    /** Appends picked rows of a batch of whole numbers, each as the nearest double. */
    void append(EventColumn.LongColumn column, int[] rows, int from, int count, int at, int capacity) {
        makeRoom(at, at + count, capacity);
        if (filled <= at) {
            Arrays.fill(values, at, at + count, Double.NaN);
            filled = at + count;
        }
        long[] source = column.values();
        merge(column, row -> source[row], rows, from, count, at);
    }

    private void makeRoom(int at, int end, int capacity) {
        if (values.length < end) {
            values = Arrays.copyOf(values, capacity);
        }
        if (filled < at) {
            Arrays.fill(values, filled, at, Double.NaN);
        }
    }

    /** Puts values where there is none: a batch can have two columns of a name whose types differ, for different rows. */
    private void merge(EventColumn column, IntToDoubleFunction source, int[] rows, int from, int count, int at) {
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            if (!column.isNull(row)) {
                nonNull -= Double.isNaN(values[at + i]) ? 0 : 1;
                put(at + i, source.applyAsDouble(row));
            }
        }
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

    /** Takes all rows of a chunk. */
    void restore(Metric source, int rows) {
        source.values(0, rows, values);
        filled = rows;
        nonNull = source.nonNull();
        min = source.min();
        max = source.max();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double value(int row) {
        return row < filled ? values[row] : Double.NaN;
    }

    @Override
    public boolean hasValues() {
        return nonNull > 0;
    }

    @Override
    public Metric view(int rows) {
        return Metric.of(name, new Numbers.Wide(values, filled), rows, nonNull, min, max);
    }
}
