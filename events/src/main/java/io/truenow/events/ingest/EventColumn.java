package io.truenow.events.ingest;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One column of {@link EventColumns}. Immutable by contract: arrays are shared and nobody writes to them. */
public sealed interface EventColumn {

    /** Name, role and type. */
    ColumnSpec spec();

    /** Whether row {@code row} has no value. */
    boolean isNull(int row);

    /**
     * Text in dictionary form.
     *
     * @param codes per row the index in the dictionary, or -1 for null (the array may be longer than the rows)
     * @param dictionary distinct values
     */
    record StringColumn(String name, int[] codes, ByteSlices dictionary) implements EventColumn {
        @Override
        public ColumnSpec spec() {
            return new ColumnSpec(ColumnRole.DIMENSION, name, ColumnType.STRING);
        }

        @Override
        public boolean isNull(int row) {
            return codes[row] < 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof StringColumn that
                    && name.equals(that.name)
                    && Arrays.equals(codes, that.codes)
                    && dictionary.equals(that.dictionary);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /**
     * Numbers.
     *
     * @param values per row the number; 0 where null (the array may be longer than the rows)
     * @param nulls bit {@code row} set where there is no value; null if every row has one
     */
    record DoubleColumn(String name, double[] values, long @Nullable [] nulls) implements EventColumn {
        @Override
        public ColumnSpec spec() {
            return new ColumnSpec(ColumnRole.METRIC, name, ColumnType.DOUBLE);
        }

        @Override
        public boolean isNull(int row) {
            return nulls != null && (nulls[row >> 6] >>> row & 1L) != 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof DoubleColumn that
                    && name.equals(that.name)
                    && Arrays.equals(values, that.values)
                    && Arrays.equals(nulls, that.nulls);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
