package io.truenow.hottier.scan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.ValueType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Results of an accumulator. */
sealed interface AggregateOutput extends OutputColumn {

    /** The output of an aggregation over a finished state. */
    static OutputColumn of(Aggregation aggregation, PartialState state) {
        List<AccumulatorSpec> specs = AccumulatorSpec.of(aggregation);
        Accumulator main = state.accumulator(specs.getFirst());
        return switch (aggregation.function()) {
            case COUNT -> new Counts((CountState) main);
            case COUNT_DISTINCT -> new Distinct((DistinctState) main);
            case SUM ->
                main instanceof WholeSumState sums
                        ? new WholeSums(sums, Objects.requireNonNull(aggregation.field()))
                        : new Sums((SumState) main, null);
            case AVG -> {
                CountState counts = (CountState) state.accumulator(specs.getLast());
                yield main instanceof WholeSumState sums
                        ? new WholeMeans(sums, counts)
                        : new Sums((SumState) main, counts);
            }
            case PERCENTILE -> new Percentiles(((SampleState) main).percentiles(aggregation.fraction()));
            case MIN, MAX ->
                switch (main) {
                    case DoubleExtreme extreme -> new DoubleExtremes(extreme);
                    case LongExtreme extreme -> new LongExtremes(extreme);
                    default -> new TextExtremes((TextExtreme) main);
                };
        };
    }

    /** Counts. */
    record Counts(CountState state) implements AggregateOutput {
        @Override
        public ValueType type() {
            return ValueType.LONG;
        }

        @Override
        public boolean isNull(int group) {
            return false;
        }

        @Override
        public long longAt(int group) {
            return state.count(group);
        }
    }

    /** Distinct counts. */
    record Distinct(DistinctState state) implements AggregateOutput {
        @Override
        public ValueType type() {
            return ValueType.LONG;
        }

        @Override
        public boolean isNull(int group) {
            return false;
        }

        @Override
        public long longAt(int group) {
            return state.count(group);
        }
    }

    /** Sums, or means if there are counts. */
    record Sums(SumState state, @Nullable CountState counts) implements AggregateOutput {
        @Override
        public ValueType type() {
            return ValueType.DOUBLE;
        }

        @Override
        public boolean isNull(int group) {
            return state.isEmpty(group);
        }

        @Override
        public double doubleAt(int group) {
            return (counts == null ? state.sum(group) : state.sum(group) / counts.count(group)) + 0.0;
        }
    }

    /** Sums of whole numbers. One that is beyond 64 bits is refused where it is asked for. */
    record WholeSums(WholeSumState state, Field field) implements AggregateOutput {
        @Override
        public ValueType type() {
            return ValueType.LONG;
        }

        @Override
        public boolean isNull(int group) {
            return state.isEmpty(group);
        }

        @Override
        public long longAt(int group) {
            if (!state.fits(group)) {
                String column = field instanceof Field.Column named ? named.name() : field.toString();
                throw new TrueNowException(
                        ErrorCode.INVALID_QUERY,
                        "The sum of [" + column + "] is beyond 64 bits; sum CAST(\"" + column
                                + "\" AS DOUBLE) instead.");
            }
            return state.sum(group);
        }
    }

    /** Means of whole numbers. */
    record WholeMeans(WholeSumState state, CountState counts) implements AggregateOutput {
        @Override
        public ValueType type() {
            return ValueType.DOUBLE;
        }

        @Override
        public boolean isNull(int group) {
            return state.isEmpty(group);
        }

        @Override
        public double doubleAt(int group) {
            return state.mean(group, counts.count(group)) + 0.0;
        }
    }

    /** Percentiles; NaN is none. */
    record Percentiles(double[] found) implements AggregateOutput {
        @Override
        public ValueType type() {
            return ValueType.DOUBLE;
        }

        @Override
        public boolean isNull(int group) {
            return Double.isNaN(found[group]);
        }

        @Override
        public double doubleAt(int group) {
            return found[group];
        }
    }

    /** Smallest or largest numbers. */
    record DoubleExtremes(DoubleExtreme state) implements AggregateOutput {
        @Override
        public ValueType type() {
            return ValueType.DOUBLE;
        }

        @Override
        public boolean isNull(int group) {
            return state.isEmpty(group);
        }

        @Override
        public double doubleAt(int group) {
            return state.value(group);
        }
    }

    /** Smallest or largest whole numbers. */
    record LongExtremes(LongExtreme state) implements AggregateOutput {
        @Override
        public ValueType type() {
            return ValueType.LONG;
        }

        @Override
        public boolean isNull(int group) {
            return state.isEmpty(group);
        }

        @Override
        public long longAt(int group) {
            return state.value(group);
        }
    }

    /** Smallest or largest texts. */
    record TextExtremes(TextExtreme state) implements AggregateOutput {
        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }

        @Override
        public boolean isNull(int group) {
            return state.text(group) == null;
        }

        @Override
        public @Nullable String textAt(int group) {
            return state.text(group);
        }
    }
}
