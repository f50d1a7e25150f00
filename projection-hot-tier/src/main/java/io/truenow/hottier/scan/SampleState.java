package io.truenow.hottier.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All values of a metric by group, for exact percentiles: pairs as they come, sorted into groups once at the end (counting sort), then
 * selected from by quickselect (Hoare 1961), which leaves a group's values in a better order for the next fraction.
 */
final class SampleState extends MetricAccumulator {

    private final ScanGuard guard;
    private double[] values = new double[0];
    private int[] groupOf = new int[0];
    private boolean oneGroup = true;
    private int size;
    private int groups;
    private int[] starts = new int[0];

    SampleState(int slot, ScanGuard guard) {
        super(slot);
        this.guard = guard;
    }

    @Override
    public void ensure(int wanted) {
        groups = Math.max(groups, wanted);
    }

    @Override
    void addValues(double[] source, int @Nullable [] sourceGroups, int count) {
        room(count, sourceGroups != null);
        System.arraycopy(source, 0, values, size, count);
        if (sourceGroups != null) {
            System.arraycopy(sourceGroups, 0, groupOf, size, count);
        }
        size += count;
    }

    private void room(int count, boolean grouped) {
        oneGroup &= !grouped;
        if (size + (long) count > values.length) {
            long capacity = Math.min(Math.max(size + (long) count, values.length * 2L), 1 << 30);
            guard.reserve(capacity < size + (long) count ? -1 : (grouped ? 12L : 8L) * (capacity - values.length));
            values = Arrays.copyOf(values, Math.toIntExact(capacity));
        }
        if (!oneGroup && groupOf.length < values.length) {
            groupOf = Arrays.copyOf(groupOf, values.length);
        }
    }

    @Override
    public void merge(Accumulator other, int[] map) {
        SampleState theirs = (SampleState) other;
        room(theirs.size, !theirs.oneGroup);
        System.arraycopy(theirs.values, 0, values, size, theirs.size);
        if (!theirs.oneGroup) {
            for (int i = 0; i < theirs.size; i++) {
                groupOf[size + i] = map[theirs.groupOf[i]];
            }
        }
        size += theirs.size;
    }

    @Override
    public void finish() {
        starts = new int[groups + 1];
        if (oneGroup) {
            Arrays.fill(starts, 1, groups + 1, size);
            return;
        }
        guard.reserve(8L * size);
        for (int i = 0; i < size; i++) {
            starts[groupOf[i] + 1]++;
        }
        for (int group = 0; group < groups; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = Arrays.copyOf(starts, groups);
        double[] sorted = new double[size];
        for (int i = 0; i < size; i++) {
            sorted[next[groupOf[i]]++] = values[i];
        }
        values = sorted;
    }

    boolean isEmpty(int group) {
        return starts[group] == starts[group + 1];
    }

    /** Percentiles of all groups; 0 where a group has no value. */
    double[] percentiles(double fraction) {
        guard.reserve(8L * groups);
        double[] found = new double[groups];
        for (int group = 0; group < groups; group++) {
            found[group] = isEmpty(group) ? 0 : percentile(group, fraction);
        }
        return found;
    }

    /** Linear interpolation between the closest ranks. */
    private double percentile(int group, double fraction) {
        int from = starts[group];
        int to = starts[group + 1];
        double rank = fraction * (to - from - 1);
        int below = from + (int) Math.floor(rank);
        double low = Quickselect.select(values, from, to, below);
        if (rank == Math.floor(rank)) {
            return low + 0.0;
        }
        double high = values[below + 1];
        for (int i = below + 2; i < to; i++) {
            high = Math.min(high, values[i]);
        }
        return low + (high - low) * (rank - Math.floor(rank)) + 0.0;
    }
}
