package io.truenow.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A figure of several rounds, or the reason why there is none. Immutable.
 *
 * @param rounds one value each, in the order of the run
 * @param missing why it was not taken, or why what was taken does not count; empty if it counts
 */
public record Figure(List<Double> rounds, String missing) {

    /** Either rounds or a reason. */
    public Figure {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty() == missing.isEmpty()) {
            throw new IllegalArgumentException("A figure has rounds or a reason why it has none.");
        }
    }

    /** A figure that counts. */
    public static Figure of(List<Double> rounds) {
        return new Figure(rounds, "");
    }

    /** A figure that was not taken. */
    public static Figure notRun(String reason) {
        return new Figure(List.of(), reason.isBlank() ? "no reason given" : reason);
    }

    /** Whether there is one. */
    public boolean exists() {
        return missing.isEmpty();
    }

    /** Middle of the rounds; the mean of the two middle ones if their number is even. */
    public double median() {
        List<Double> sorted = new ArrayList<>(rounds);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Smallest round. */
    public double min() {
        return rounds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** Largest round. */
    public double max() {
        return rounds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }
}
