package io.truenow.events.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A metric under construction; rows from {@code filled} on are null. */
final class MetricBuilder {
    private final byte[] name;
    private double[] values;
    private long[] nulls;
    private long @Nullable [] wholes;
    private int filled;

    MetricBuilder(byte[] name, int capacity) {
        this.name = name;
        this.values = new double[capacity];
        this.nulls = new long[(capacity >> 6) + 1];
    }

    boolean isNamed(byte[] utf8, int from, int length) {
        return name.length == length && Bytes.equal(name, 0, utf8, from, length);
    }

    boolean has(int row) {
        return filled > row && !isNull(row);
    }

    /** Sets the value of a row, if it has one, in the row that was begun elsewhere. */
    void copyTo(int row, EventColumnsBuilder target) {
        if (has(row)) {
            int column = target.metric(name, 0, name.length);
            if (wholes != null && row < wholes.length && wholes[row] != 0) {
                target.setWhole(column, wholes[row]);
            } else {
                target.setMetric(column, values[row]);
            }
        }
    }

    /** Rows {@code [from, from + count)} of a column become the rows from {@code base} on. */
    void append(EventColumn.DoubleColumn column, int from, int base, int count) {
        for (int i = 0; i < count; i++) {
            if (!column.isNull(from + i)) {
                set(base + i, column.values()[from + i]);
            }
        }
    }

    private boolean isNull(int row) {
        return (nulls[row >> 6] >>> row & 1L) != 0;
    }

    /** Sets the value of a row; the last call wins. */
    void set(int row, double value) {
        fillTo(row);
        values[row] = value;
        nulls[row >> 6] &= ~(1L << row);
        filled = Math.max(filled, row + 1);
        if (wholes != null && row < wholes.length) {
            wholes[row] = 0;
        }
    }

    /** Sets the value of a row to a whole number that a double does not hold. */
    void setWhole(int row, long value) {
        set(row, (double) value);
        wholes = wholes == null
                ? new long[values.length]
                : wholes.length <= row ? Arrays.copyOf(wholes, values.length) : wholes;
        wholes[row] = value;
    }

    private void fillTo(int row) {
        if (row >= values.length) {
            values = Arrays.copyOf(values, Math.max(row + 1, values.length * 2));
        }
        if (row >> 6 >= nulls.length) {
            nulls = Arrays.copyOf(nulls, (values.length >> 6) + 1);
        }
        while (filled < row) {
            values[filled] = 0;
            nulls[filled >> 6] |= 1L << filled;
            filled++;
        }
    }

    /** Forgets the rows from {@code rows} on. */
    void truncate(int rows) {
        if (filled > rows) {
            filled = rows;
            nulls[rows >> 6] &= ~(1L << rows);
        }
        if (wholes != null && rows < wholes.length) {
            wholes[rows] = 0;
        }
    }

    /** The column of the ended rows, with its part added to their content hashes; null if no row has a value. */
    EventColumn.@Nullable DoubleColumn build(int rows, long[] hashes) {
        if (rows == 0) {
            return null;
        }
        fillTo(rows - 1);
        if (filled < rows) {
            values[rows - 1] = 0;
            nulls[rows - 1 >> 6] |= 1L << (rows - 1);
            filled = rows;
        }
        long seed = ContentHash.metricSeed(name);
        int present = 0;
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                long whole = wholes == null || row >= wholes.length ? 0 : wholes[row];
                hashes[row] += ContentHash.term(seed, whole == 0 ? Double.doubleToRawLongBits(values[row]) : whole);
                present++;
            }
        }
        if (present == 0) {
            return null;
        }
        return new EventColumn.DoubleColumn(
                new String(name, StandardCharsets.UTF_8), values, present == rows ? null : nulls, wholes);
    }
}
