package io.truenow.sql.type;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * States and bodies of variance and standard deviation over DOUBLE. The mean and the sum of squared distances from it are carried along (Welford,
 * "Note on a method for calculating corrected sums of squares and products", 1962), so that a small variance of large values is not lost. Not
 * thread-safe.
 */
public final class Variance {

    private long count;
    private double mean;
    private double squares;

    private Variance() {}

    private static Variance add(Variance state, double value) {
        state.count++;
        double distance = value - state.mean;
        state.mean += distance / state.count;
        state.squares += distance * (value - state.mean);
        return state;
    }

    private static @Nullable Double result(Variance state, int fewer, DoubleUnaryOperator last) {
        return state.count <= fewer ? null : (Double) last.applyAsDouble(state.squares / (state.count - fewer));
    }

    /** {@code VAR_POP}. */
    public static final class OfPopulation {

        private OfPopulation() {}

        /** A new state. */
        public static Variance init() {
            return new Variance();
        }

        /** Takes a value. */
        public static Variance add(Variance state, double value) {
            return Variance.add(state, value);
        }

        /** Null over no value. */
        public static @Nullable Double result(Variance state) {
            return Variance.result(state, 0, value -> value);
        }
    }

    /** {@code VAR_SAMP}. */
    public static final class OfSample {

        private OfSample() {}

        /** A new state. */
        public static Variance init() {
            return new Variance();
        }

        /** Takes a value. */
        public static Variance add(Variance state, double value) {
            return Variance.add(state, value);
        }

        /** Null over fewer than two values. */
        public static @Nullable Double result(Variance state) {
            return Variance.result(state, 1, value -> value);
        }
    }

    /** {@code STDDEV_POP}. */
    public static final class DeviationOfPopulation {

        private DeviationOfPopulation() {}

        /** A new state. */
        public static Variance init() {
            return new Variance();
        }

        /** Takes a value. */
        public static Variance add(Variance state, double value) {
            return Variance.add(state, value);
        }

        /** Null over no value. */
        public static @Nullable Double result(Variance state) {
            return Variance.result(state, 0, Math::sqrt);
        }
    }

    /** {@code STDDEV_SAMP}. */
    public static final class DeviationOfSample {

        private DeviationOfSample() {}

        /** A new state. */
        public static Variance init() {
            return new Variance();
        }

        /** Takes a value. */
        public static Variance add(Variance state, double value) {
            return Variance.add(state, value);
        }

        /** Null over fewer than two values. */
        public static @Nullable Double result(Variance state) {
            return Variance.result(state, 1, Math::sqrt);
        }
    }
}
