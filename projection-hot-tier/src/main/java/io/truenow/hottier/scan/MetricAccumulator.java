package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;
import org.jspecify.annotations.Nullable;

/** An accumulator over the non-null values of a metric. */
abstract class MetricAccumulator implements Accumulator {

    private final int slot;
    private double[] values = new double[0];
    private int[] groupsOfValues = new int[0];

    MetricAccumulator(int slot) {
        this.slot = slot;
    }

    @Override
    public final void add(SelectedBlock block, int @Nullable [] groups) {
        ChunkView.MetricView metric = block.reader().metric(slot);
        if (metric == null) {
            return;
        }
        double[] source = block.doubles(slot, metric);
        boolean[] nulls = block.nulls(slot, metric);
        if (nulls == null) {
            addValues(source, groups, block.size());
            return;
        }
        if (values.length < block.size()) {
            values = new double[Scratch.length(block.size())];
        }
        groupsOfValues = Scratch.ints(groupsOfValues, block.size());
        int n = 0;
        for (int i = 0; i < block.size(); i++) {
            values[n] = source[i];
            groupsOfValues[n] = groups == null ? 0 : groups[i];
            n += nulls[i] ? 0 : 1;
        }
        addValues(values, groups == null ? null : groupsOfValues, n);
    }

    /** Takes values, none of them null. */
    abstract void addValues(double[] source, int @Nullable [] groups, int count);
}
