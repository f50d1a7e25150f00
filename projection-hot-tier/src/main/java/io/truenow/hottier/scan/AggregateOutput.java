package io.truenow.hottier.scan;

import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.ValueColumn;
import io.truenow.hottier.read.ValueType;
import java.math.BigInteger;
import java.util.List;
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
            case SUM -> main instanceof WholeSumState sums ? new WholeSums(sums) : new Sums((SumState) main, null);
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

    /** Sums of whole numbers; beyond 64 bits if one is. */
    record WholeSums(WholeSumState state) implements AggregateOutput {
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
            return state.sum(group);
        }

        @Override
        public int compare(int left, int right) {
            return state.compare(left, right);
        }

        @Override
        public ValueColumn pick(int[] rows, int from, int to) {
            for (int i = from; i < to; i++) {
                if (!state.isEmpty(rows[i]) && !state.fits(rows[i])) {
                    return wide(rows, from, to);
                }
            }
            return AggregateOutput.super.pick(rows, from, to);
        }

        private ValueColumn wide(int[] rows, int from, int to) {
            @Nullable BigInteger[] values = new BigInteger[to - from];
            for (int i = from; i < to; i++) {
                values[i - from] = state.isEmpty(rows[i]) ? null : state.wide(rows[i]);
            }
            return new ValueColumn.Wide(values);
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
