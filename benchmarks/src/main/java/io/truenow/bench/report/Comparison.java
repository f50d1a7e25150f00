package io.truenow.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the table: a figure of ours beside a peer's of the same run.
 *
 * @param id name of the target, such as {@code R1a}
 * @param what what was measured
 * @param unit unit of both figures
 * @param ours our figure
 * @param oursNote latencies and the like; may be empty
 * @param peer name of the peer, and what it does otherwise
 * @param theirs its figure
 * @param theirsNote as ours
 * @param moreIsBetter whether a larger figure is the better one
 * @param target ratio to reach; 0 if none is set
 */
public record Comparison(
        String id,
        String what,
        String unit,
        Figure ours,
        String oursNote,
        String peer,
        Figure theirs,
        String theirsNote,
        boolean moreIsBetter,
        double target) {

    /** Whether both figures exist. */
    public boolean hasRatio() {
        return ours.exists() && theirs.exists();
    }

    /** How many times better ours is, by the medians; below 1 it is worse. */
    public double ratio() {
        return ratio(ours.median(), theirs.median());
    }

    /** The same of each round with the peer's of the same round. */
    public Figure ratios() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.rounds().size(), theirs.rounds().size()); i++) {
            ratios.add(ratio(ours.rounds().get(i), theirs.rounds().get(i)));
        }
        return Figure.of(ratios);
    }

    private double ratio(double our, double their) {
        return moreIsBetter ? our / their : their / our;
    }
}
