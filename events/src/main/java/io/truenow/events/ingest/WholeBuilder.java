package io.truenow.events.ingest;

import io.truenow.events.catalog.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of whole numbers under construction, from parts of others; rows that were never set are null. */
final class WholeBuilder {
    private final String name;
    private final ColumnType type;
    private long[] values;
    private long[] present;

    WholeBuilder(String name, ColumnType type, int capacity) {
        this.name = name;
        this.type = type;
        this.values = new long[capacity];
        this.present = new long[(capacity >> 6) + 1];
    }

    boolean is(EventColumn.LongColumn column) {
        return type == column.type() && name.equals(column.name());
    }

    /** Rows {@code [from, from + count)} of a column become the rows from {@code base} on. */
    void append(EventColumn.LongColumn column, int from, int base, int count) {
        int end = base + count;
        if (end > values.length) {
            values = Arrays.copyOf(values, Math.max(end, values.length * 2));
            present = Arrays.copyOf(present, (values.length >> 6) + 1);
        }
        for (int i = 0; i < count; i++) {
            if (!column.isNull(from + i)) {
                int row = base + i;
                values[row] = column.values()[from + i];
                present[row >> 6] |= 1L << row;
            }
        }
    }

    /** The column of the first rows, with its part added to their content hashes; null if none of them has a value. */
    EventColumn.@Nullable LongColumn build(int rows, long[] hashes) {
        int words = (rows + 63) >> 6;
        long[] held = Arrays.copyOf(values, rows);
        long[] nulls = new long[words];
        long seed = ContentHash.metricSeed(name.getBytes(StandardCharsets.UTF_8));
        int found = 0;
        for (int row = 0; row < rows; row++) {
            if (row >> 6 < present.length && (present[row >> 6] >>> row & 1L) != 0) {
                hashes[row] += ContentHash.term(seed, ContentHash.bits(held[row]));
                found++;
            } else {
                nulls[row >> 6] |= 1L << row;
            }
        }
        return found == 0 ? null : new EventColumn.LongColumn(name, type, held, found == rows ? null : nulls);
    }
}
