package io.truenow.hottier.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Smallest or largest values of a metric; values are finite, so that the far infinity means none. */
final class DoubleExtreme extends MetricAccumulator {

    private final boolean smallest;
    private final double none;
    private final ScanGuard guard;
    private double[] best = new double[0];

    DoubleExtreme(int slot, boolean smallest, ScanGuard guard) {
        super(slot);
        this.smallest = smallest;
        this.none = smallest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        this.guard = guard;
    }

    @Override
    public void ensure(int groups) {
        int old = best.length;
        if (groups > old) {
            int size = Math.max(groups, Math.min(old, 1 << 29) * 2);
            guard.reserve(8L * (size - old));
            best = Arrays.copyOf(best, size);
            Arrays.fill(best, old, size, none);
        }
    }

    @Override
    void addValues(double[] source, int @Nullable [] groups, int count) {
        if (groups == null) {
            double extreme = best[0];
            for (int i = 0; i < count; i++) {
                extreme = smallest ? Math.min(extreme, source[i]) : Math.max(extreme, source[i]);
            }
            best[0] = extreme;
        } else if (smallest) {
            for (int i = 0; i < count; i++) {
                int group = groups[i];
                best[group] = Math.min(best[group], source[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                int group = groups[i];
                best[group] = Math.max(best[group], source[i]);
            }
        }
    }

    @Override
    public void merge(Accumulator other, int[] map) {
        double[] theirs = ((DoubleExtreme) other).best;
        for (int group = 0; group < Math.min(map.length, theirs.length); group++) {
            int here = map[group];
            if (here >= 0) {
                best[here] = smallest ? Math.min(best[here], theirs[group]) : Math.max(best[here], theirs[group]);
            }
        }
    }

    boolean isEmpty(int group) {
        return best[group] == none;
    }

    /** The value; never -0.0. */
    double value(int group) {
        return best[group] + 0.0;
    }
}
