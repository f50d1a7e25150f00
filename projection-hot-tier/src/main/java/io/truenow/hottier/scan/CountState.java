package io.truenow.hottier.scan;

import io.truenow.hottier.read.ValueType;
import io.truenow.hottier.segment.ChunkView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers of rows, or of the non-null values of a dimension or metric. */
final class CountState implements Accumulator {

    private final int slot;
    private final @Nullable ValueType type;
    private final ScanGuard guard;
    private long[] counts = new long[0];

    private CountState(int slot, @Nullable ValueType type, ScanGuard guard) {
        this.slot = slot;
        this.type = type;
        this.guard = guard;
    }

    static CountState ofRows(ScanGuard guard) {
        return new CountState(-1, null, guard);
    }

    static CountState ofValues(int slot, ValueType type, ScanGuard guard) {
        return new CountState(slot, type, guard);
    }

    @Override
    public void ensure(int groups) {
        if (groups > counts.length) {
            int size = Math.max(groups, Math.min(counts.length, 1 << 29) * 2);
            guard.reserve(8L * (size - counts.length));
            counts = Arrays.copyOf(counts, size);
        }
    }

    @Override
    public void add(SelectedBlock block, int @Nullable [] groups) {
        if (type == null) {
            addRows(groups, block.size());
        } else if (type == ValueType.TEXT) {
            ChunkView.DimensionView dimension = block.reader().dimension(slot);
            if (dimension != null && !dimension.hasNulls()) {
                addRows(groups, block.size());
            } else if (dimension != null) {
                addCodes(block.codes(slot, dimension), groups, block.size());
            }
        } else {
            ChunkView.MetricView metric = block.reader().metric(slot);
            if (metric != null) {
                addValues(block.nulls(slot, metric), groups, block.size());
            }
        }
    }

    private void addRows(int @Nullable [] groups, int count) {
        if (groups == null) {
            counts[0] += count;
            return;
        }
        long[] c = counts;
        for (int i = 0; i < count; i++) {
            c[groups[i]]++;
        }
    }

    private void addCodes(int[] codes, int @Nullable [] groups, int count) {
        for (int i = 0; i < count; i++) {
            counts[groups == null ? 0 : groups[i]] += codes[i] >= 0 ? 1 : 0;
        }
    }

    private void addValues(boolean @Nullable [] nulls, int @Nullable [] groups, int count) {
        if (nulls == null) {
            addRows(groups, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            counts[groups == null ? 0 : groups[i]] += nulls[i] ? 0 : 1;
        }
    }

    /** Counts rows that need no look. */
    void addRows(long rows) {
        counts[0] += rows;
    }

    @Override
    public void merge(Accumulator other, int[] map) {
        long[] theirs = ((CountState) other).counts;
        for (int group = 0; group < Math.min(map.length, theirs.length); group++) {
            if (map[group] >= 0) {
                counts[map[group]] += theirs[group];
            }
        }
    }

    long count(int group) {
        return counts[group];
    }
}
