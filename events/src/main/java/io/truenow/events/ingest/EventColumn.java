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
     * Text in dictionary form: a string, a boolean as {@code true} or {@code false}, or JSON.
     *
     * @param type {@code STRING}, {@code BOOLEAN} or {@code JSON}
     * @param codes per row the index in the dictionary, or -1 for null (the array may be longer than the rows)
     * @param dictionary distinct values
     * @param kinds per row a {@link SentAs} for texts as a door read them, null if it read nothing but texts; not stored
     */
    record StringColumn(String name, ColumnType type, int[] codes, ByteSlices dictionary, byte @Nullable [] kinds)
            implements EventColumn {

        /** Strings that were sent as such. */
        public StringColumn(String name, int[] codes, ByteSlices dictionary) {
            this(name, ColumnType.STRING, codes, dictionary, null);
        }

        /** How the value of a row was sent. */
        public byte kind(int row) {
            return kinds == null || row >= kinds.length ? SentAs.TEXT : kinds[row];
        }

        @Override
        public ColumnSpec spec() {
            return new ColumnSpec(ColumnRole.DIMENSION, name, type);
        }

        @Override
        public boolean isNull(int row) {
            return codes[row] < 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof StringColumn that
                    && name.equals(that.name)
                    && type == that.type
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
     * @param wholes per row the whole number that a door read and a double cannot hold, else 0; null if there is none; not stored
     */
    record DoubleColumn(String name, double[] values, long @Nullable [] nulls, long @Nullable [] wholes)
            implements EventColumn {

        /** Numbers that doubles hold. */
        public DoubleColumn(String name, double[] values, long @Nullable [] nulls) {
            this(name, values, nulls, null);
        }

        /** The whole number beyond 2^53 that was sent, or 0 if the double says it all. */
        public long whole(int row) {
            return wholes == null || row >= wholes.length ? 0 : wholes[row];
        }

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

    /**
     * Whole numbers of 64 bits.
     *
     * @param type {@code LONG}, or {@code TIMESTAMP} for microseconds since 1970
     * @param values per row the number, never {@link Long#MIN_VALUE}; 0 where null (the array may be longer than the rows)
     * @param nulls bit {@code row} set where there is no value; null if every row has one
     */
    record LongColumn(String name, ColumnType type, long[] values, long @Nullable [] nulls) implements EventColumn {
        @Override
        public ColumnSpec spec() {
            return new ColumnSpec(ColumnRole.METRIC, name, type);
        }

        @Override
        public boolean isNull(int row) {
            return nulls != null && (nulls[row >> 6] >>> row & 1L) != 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LongColumn that
                    && name.equals(that.name)
                    && type == that.type
                    && Arrays.equals(values, that.values)
                    && Arrays.equals(nulls, that.nulls);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
