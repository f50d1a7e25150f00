package io.truenow.hottier.segment;

import static io.truenow.hottier.segment.ChunkView.MetricView.NO_LONG;

import io.truenow.events.ingest.EventColumn;
import java.util.Arrays;

/** A metric of whole numbers. Null is the smallest long; rows from {@code filled} on are null. */
final class GrowingWholes implements GrowingMetric {

    private final String name;
    private long[] values;
    private int filled;
    private int nonNull;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    GrowingWholes(String name, int capacity) {
        this.name = name;
        this.values = new long[capacity];
    }

    /** Appends picked rows of a batch at row {@code at}. */
    void append(EventColumn.LongColumn column, int[] rows, int from, int count, int at, int capacity) {
        if (values.length < at + count) {
            values = Arrays.copyOf(values, capacity);
        }
        if (filled < at) {
            Arrays.fill(values, filled, at, NO_LONG);
        }
        if (filled > at) {
            merge(column, rows, from, count, at);
            return;
        }
        long[] source = column.values();
        if (column.nulls() == null) {
            for (int i = 0; i < count; i++) {
                put(at + i, source[rows[from + i]]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                int row = rows[from + i];
                put(at + i, column.isNull(row) ? NO_LONG : source[row]);
            }
        }
        filled = at + count;
    }

    /** Puts values where there is none: a batch can have two columns of a name whose types differ, for different rows. */
    private void merge(EventColumn.LongColumn column, int[] rows, int from, int count, int at) {
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            if (!column.isNull(row)) {
                nonNull -= values[at + i] == NO_LONG ? 0 : 1;
                put(at + i, column.values()[row]);
            }
        }
    }

    private void put(int at, long value) {
        values[at] = value;
        if (value != NO_LONG) {
            nonNull++;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    /** Takes all rows of a chunk that was read from a checkpoint. */
    void restore(Metric source, int rows) {
        source.longs(0, rows, values);
        filled = rows;
        nonNull = source.nonNull();
        min = source.minLong();
        max = source.maxLong();
    }

    /** The same numbers as doubles; views that were given keep the whole ones. */
    GrowingDoubles toDoubles(int capacity) {
        GrowingDoubles doubles = new GrowingDoubles(name, capacity);
        if (hasValues()) {
            doubles.restore(view(filled), filled);
        }
        return doubles;
    }

    @Override
    public String name() {
        return name;
    }

    /** Number of one row; the smallest long is null. */
    long longValue(int row) {
        return row < filled ? values[row] : NO_LONG;
    }

    @Override
    public double value(int row) {
        long value = longValue(row);
        return value == NO_LONG ? Double.NaN : value;
    }

    @Override
    public boolean hasValues() {
        return nonNull > 0;
    }

    @Override
    public Metric view(int rows) {
        return Metric.ofWhole(name, WholeNumbers.plain(values, filled), rows, nonNull, min, max);
    }
}
