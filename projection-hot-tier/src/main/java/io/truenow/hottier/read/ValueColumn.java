package io.truenow.hottier.read;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Values of one output column. Arrays are shared and nobody writes to them; they may be longer than the block's rows. */
public sealed interface ValueColumn {

    /** The value of a row: {@code String}, {@code Long}, {@code Double} or {@code BigInteger}, or null. */
    @Nullable
    Object value(int row);

    /** Texts; null where there is none. */
    record Texts(@Nullable String[] values) implements ValueColumn {
        @Override
        public @Nullable Object value(int row) {
            return values[row];
        }
    }

    /** Whole numbers; {@code nulls} is null if every row has one. */
    record Longs(long[] values, boolean @Nullable [] nulls) implements ValueColumn {
        @Override
        public @Nullable Object value(int row) {
            return nulls != null && nulls[row] ? null : (Object) values[row];
        }
    }

    /** Whole numbers of which some are beyond 64 bits; null where there is none. */
    record Wide(@Nullable BigInteger[] values) implements ValueColumn {
        @Override
        public @Nullable Object value(int row) {
            return values[row];
        }
    }

    /** Numbers; {@code nulls} is null if every row has one. */
    record Doubles(double[] values, boolean @Nullable [] nulls) implements ValueColumn {
        @Override
        public @Nullable Object value(int row) {
            return nulls != null && nulls[row] ? null : (Object) values[row];
        }
    }
}
