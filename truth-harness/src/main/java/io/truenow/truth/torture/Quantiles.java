package io.truenow.truth.torture;

import java.util.List;

/** Order statistics of a few figures, by nearest rank. */
final class Quantiles {

    private Quantiles() {}

    /** The smallest value that at least a fraction of the values does not exceed; 0 without values. */
    static double of(List<? extends Number> values, double fraction) {
        if (values.isEmpty()) {
            return 0;
        }
        double[] sorted =
                values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        int rank = (int) Math.ceil(fraction * sorted.length);
        double value = sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
        return Math.round(value * 1_000) / 1_000.0;
    }
}
