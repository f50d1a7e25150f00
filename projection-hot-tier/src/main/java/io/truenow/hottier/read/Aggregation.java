package io.truenow.hottier.read;

import org.jspecify.annotations.Nullable;

/**
 * One accumulator of an aggregation.
 *
 * @param function what it computes
 * @param field what it reads; null only for {@link Function#COUNT}, which then counts rows
 * @param filter rows that it sees, beyond the request's filter ({@code FILTER (WHERE …)})
 * @param fraction for {@link Function#PERCENTILE}, from 0 to 1; else 0
 */
public record Aggregation(Function function, @Nullable Field field, Predicate filter, double fraction) {

    /** What an accumulator computes. Nulls are skipped; over no value all but the counts are null. */
    public enum Function {
        /** Rows, or non-null values; {@code long}. */
        COUNT,
        /**
         * Sum of a metric: of doubles compensated (Neumaier), merged in segment order, {@code double}; of whole numbers exact,
         * {@code long}, or {@link ValueColumn.Wide} if one is beyond 64 bits.
         */
        SUM,
        /** Smallest value, in the field's type; text by code point. */
        MIN,
        /** Largest value, in the field's type; text by code point. */
        MAX,
        /** Mean of a metric: compensated or exact sum by count; {@code double}. */
        AVG,
        /** Exact number of distinct non-null values; {@code long}. -0.0 and 0.0 count as one. */
        COUNT_DISTINCT,
        /** Exact percentile of a metric by linear interpolation between closest ranks; {@code double}. */
        PERCENTILE
    }

    /** An accumulator over all rows of the request. */
    public static Aggregation of(Function function, @Nullable Field field) {
        return new Aggregation(function, field, Predicate.TRUE, 0);
    }

    /** Type of the result. */
    public ValueType type() {
        return switch (function) {
            case COUNT, COUNT_DISTINCT -> ValueType.LONG;
            case AVG, PERCENTILE -> ValueType.DOUBLE;
            case SUM -> field != null && field.type() == ValueType.LONG ? ValueType.LONG : ValueType.DOUBLE;
            case MIN, MAX -> field == null ? ValueType.DOUBLE : field.type();
        };
    }
}
