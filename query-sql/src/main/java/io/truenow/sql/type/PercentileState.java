package io.truenow.sql.type;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exact percentile by linear interpolation between closest ranks, for plans in which the hot tier does not answer it. Keeps all
 * values; not thread-safe.
 */
public final class PercentileState {

    private double[] values = new double[16];
    private int size;
    private double fraction;

    /** Body of the accumulator: a new state. */
    public static PercentileState init() {
        return new PercentileState();
    }

    /** Body of the accumulator: takes a value. */
    public static PercentileState add(PercentileState state, double value, double fraction) {
        if (state.size == state.values.length) {
            state.values = Arrays.copyOf(state.values, state.size * 2);
        }
        state.values[state.size++] = value;
        state.fraction = fraction;
        return state;
    }

    /** Body of the accumulator: the percentile, null over no value. */
    public static @Nullable Double result(PercentileState state) {
        if (state.size == 0) {
            return null;
        }
        double[] sorted = Arrays.copyOf(state.values, state.size);
        Arrays.sort(sorted);
        double rank = Math.min(1, Math.max(0, state.fraction)) * (sorted.length - 1);
        int low = (int) Math.floor(rank);
        int high = (int) Math.ceil(rank);
        return sorted[low] + (sorted[high] - sorted[low]) * (rank - low);
    }
}
