package io.truenow.hottier.scan;

import io.truenow.hottier.read.CodePointOrder;
import io.truenow.hottier.read.ValueColumn;
import io.truenow.hottier.read.ValueType;
import org.jspecify.annotations.Nullable;

/** A column of an answer before it is cut to the rows that leave: values by number of a group or candidate row. */
interface OutputColumn {

    ValueType type();

    boolean isNull(int row);

    /** A whole number that is not null. */
    default long longAt(int row) {
        throw new IllegalStateException("No column of whole numbers.");
    }

    /** A number that is not null; never -0.0. */
    default double doubleAt(int row) {
        throw new IllegalStateException("No column of numbers.");
    }

    /** A text, or null. */
    default @Nullable String textAt(int row) {
        throw new IllegalStateException("No column of texts.");
    }

    /** Compares two values that are not null. */
    default int compare(int left, int right) {
        return switch (type()) {
            case TEXT -> {
                String a = textAt(left);
                String b = textAt(right);
                yield a == null || b == null ? 0 : CodePointOrder.compare(a, b);
            }
            case LONG -> Long.compare(longAt(left), longAt(right));
            case DOUBLE -> Double.compare(doubleAt(left), doubleAt(right));
        };
    }

    /** The values of some rows, in their order. */
    default ValueColumn pick(int[] rows, int from, int to) {
        int n = to - from;
        return switch (type()) {
            case TEXT -> {
                @Nullable String[] texts = new String[n];
                for (int i = 0; i < n; i++) {
                    texts[i] = textAt(rows[from + i]);
                }
                yield new ValueColumn.Texts(texts);
            }
            case LONG -> {
                long[] values = new long[n];
                boolean[] nulls = new boolean[n];
                boolean any = false;
                for (int i = 0; i < n; i++) {
                    nulls[i] = isNull(rows[from + i]);
                    any |= nulls[i];
                    values[i] = nulls[i] ? 0 : longAt(rows[from + i]);
                }
                yield new ValueColumn.Longs(values, any ? nulls : null);
            }
            case DOUBLE -> {
                double[] values = new double[n];
                boolean[] nulls = new boolean[n];
                boolean any = false;
                for (int i = 0; i < n; i++) {
                    nulls[i] = isNull(rows[from + i]);
                    any |= nulls[i];
                    values[i] = nulls[i] ? 0 : doubleAt(rows[from + i]);
                }
                yield new ValueColumn.Doubles(values, any ? nulls : null);
            }
        };
    }
}
