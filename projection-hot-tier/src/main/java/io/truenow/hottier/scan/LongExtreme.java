package io.truenow.hottier.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Smallest or largest whole numbers of a built-in field or a metric. */
final class LongExtreme extends WholeAccumulator {

    private final int slot;
    private final boolean isColumn;
    private final boolean smallest;
    private final long none;
    private final ScanGuard guard;
    private long[] best = new long[0];
    private boolean[] present = new boolean[0];

    LongExtreme(int slot, boolean isColumn, boolean smallest, ScanGuard guard) {
        super(slot);
        this.slot = slot;
        this.isColumn = isColumn;
        this.smallest = smallest;
        this.none = smallest ? Long.MAX_VALUE : Long.MIN_VALUE;
        this.guard = guard;
    }

    @Override
    public void ensure(int groups) {
        int old = best.length;
        if (groups > old) {
            int size = Math.max(groups, Math.min(old, 1 << 29) * 2);
            guard.reserve(9L * (size - old));
            best = Arrays.copyOf(best, size);
            present = Arrays.copyOf(present, size);
            Arrays.fill(best, old, size, none);
        }
    }

    @Override
    public void add(SelectedBlock block, int @Nullable [] groups) {
        if (isColumn) {
            super.add(block, groups);
        } else {
            addValues(block.longs(slot), groups, block.size());
        }
    }

    @Override
    void addValues(long[] source, int @Nullable [] groups, int count) {
        for (int i = 0; i < count; i++) {
            take(groups == null ? 0 : groups[i], source[i]);
        }
    }

    private void take(int group, long value) {
        best[group] = smallest ? Math.min(best[group], value) : Math.max(best[group], value);
        present[group] = true;
    }

    @Override
    public void merge(Accumulator other, int[] map) {
        LongExtreme theirs = (LongExtreme) other;
        for (int group = 0; group < Math.min(map.length, theirs.best.length); group++) {
            if (map[group] >= 0 && theirs.present[group]) {
                take(map[group], theirs.best[group]);
            }
        }
    }

    boolean isEmpty(int group) {
        return !present[group];
    }

    long value(int group) {
        return best[group];
    }
}
