package io.truenow.hottier.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compensated sums: Neumaier's summation (ZAMM 54, 1974) in Knuth's branch-free form. Per group the sum and its compensation lie side
 * by side; a sum of -0.0 means no value yet, because values are normalised and a sum of them is never -0.0.
 */
final class SumState extends MetricAccumulator {

    private static final long EMPTY = Double.doubleToRawLongBits(-0.0);

    private final ScanGuard guard;
    private double[] state = new double[0];

    SumState(int slot, ScanGuard guard) {
        super(slot);
        this.guard = guard;
    }

    @Override
    public void ensure(int groups) {
        int old = state.length;
        if (groups * 2 > old) {
            int size = Math.max(groups * 2, Math.min(old, 1 << 29) * 2);
            guard.reserve(8L * (size - old));
            state = Arrays.copyOf(state, size);
            for (int i = old; i < size; i += 2) {
                state[i] = -0.0;
            }
        }
    }

    @Override
    void addValues(double[] source, int @Nullable [] groups, int count) {
        if (groups == null) {
            addToOne(source, count);
            return;
        }
        double[] s = state;
        for (int i = 0; i < count; i++) {
            int at = groups[i] * 2;
            double value = source[i] + 0.0;
            double sum = s[at];
            double next = sum + value;
            double part = next - sum;
            s[at] = next;
            s[at + 1] += (sum - (next - part)) + (value - part);
        }
    }

    /** Four sums side by side, so that an addition need not wait for the one before. */
    private void addToOne(double[] source, int count) {
        double s0 = -0.0, s1 = -0.0, s2 = -0.0, s3 = -0.0;
        double c0 = 0, c1 = 0, c2 = 0, c3 = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            double v0 = source[i] + 0.0;
            double v1 = source[i + 1] + 0.0;
            double v2 = source[i + 2] + 0.0;
            double v3 = source[i + 3] + 0.0;
            double t0 = s0 + v0;
            double t1 = s1 + v1;
            double t2 = s2 + v2;
            double t3 = s3 + v3;
            double p0 = t0 - s0;
            double p1 = t1 - s1;
            double p2 = t2 - s2;
            double p3 = t3 - s3;
            c0 += (s0 - (t0 - p0)) + (v0 - p0);
            c1 += (s1 - (t1 - p1)) + (v1 - p1);
            c2 += (s2 - (t2 - p2)) + (v2 - p2);
            c3 += (s3 - (t3 - p3)) + (v3 - p3);
            s0 = t0;
            s1 = t1;
            s2 = t2;
            s3 = t3;
        }
        for (; i < count; i++) {
            add(0, source[i] + 0.0, 0);
        }
        add(0, s0, c0);
        add(0, s1, c1);
        add(0, s2, c2);
        add(0, s3, c3);
    }

    private void add(int group, double value, double compensation) {
        int at = group * 2;
        double sum = state[at];
        double next = sum + value;
        double part = next - sum;
        state[at] = next;
        state[at + 1] += (sum - (next - part)) + (value - part) + compensation;
    }

    @Override
    public void merge(Accumulator other, int[] map) {
        double[] theirs = ((SumState) other).state;
        for (int group = 0; group < map.length; group++) {
            if (map[group] >= 0 && group * 2 < theirs.length) {
                add(map[group], theirs[group * 2], theirs[group * 2 + 1]);
            }
        }
    }

    boolean isEmpty(int group) {
        return Double.doubleToRawLongBits(state[group * 2]) == EMPTY;
    }

    double sum(int group) {
        double sum = state[group * 2];
        double compensated = sum + state[group * 2 + 1];
        return Double.isFinite(compensated) ? compensated : sum;
    }
}
