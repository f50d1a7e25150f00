package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;
import org.jspecify.annotations.Nullable;

/** An accumulator over the non-null values of a metric of whole numbers. */
abstract class WholeAccumulator implements Accumulator {

    private final int slot;
    private long[] values = new long[0];
    private int[] groupsOfValues = new int[0];

    WholeAccumulator(int slot) {
        this.slot = slot;
    }

    @Override
    public void add(SelectedBlock block, int @Nullable [] groups) {
        ChunkView.MetricView metric = block.reader().metric(slot);
        if (metric == null) {
            return;
        }
        long[] source = block.longs(slot);
        if (!metric.hasNulls()) {
            addValues(source, groups, block.size());
            return;
        }
        values = Scratch.longs(values, block.size());
        groupsOfValues = Scratch.ints(groupsOfValues, block.size());
        int n = 0;
        for (int i = 0; i < block.size(); i++) {
            values[n] = source[i];
            groupsOfValues[n] = groups == null ? 0 : groups[i];
            n += source[i] == ChunkView.MetricView.NO_LONG ? 0 : 1;
        }
        addValues(values, groups == null ? null : groupsOfValues, n);
    }

    /** Takes values, none of them null. */
    abstract void addValues(long[] source, int @Nullable [] groups, int count);
}
