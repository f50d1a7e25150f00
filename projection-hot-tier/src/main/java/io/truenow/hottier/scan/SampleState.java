package io.truenow.hottier.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All values of a metric by group, for exact percentiles. Values on a {@link ValueGrid} are counted by their places. Of others a part of the
 * scan keeps pairs of group and value in blocks and sorts them into groups when it has seen its rows (counting sort); a merge only lists
 * the parts. See {@link RankSelection}.
 */
final class SampleState extends MetricAccumulator {

    /** Values in the order of their groups; group {@code g} is {@code [starts[g], starts[g + 1])}. {@code groupOf} maps groups here. */
    private record Part(double[] values, int[] starts, int[] groupOf) {}

    private record Block(double[] values, int @Nullable [] groups) {}

    private final @Nullable ValueGrid grid;
    private final boolean counts;
    private final ScanGuard guard;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int[] @Nullable [] counters = new int[0][];
    private double[] others = new double[0];
    private int[] groupsOfOthers = new int[0];
    private int groups;

    /**
     * An empty state.
     *
     * @param grid where values stand; the same for all parts of a scan
     * @param counts whether this part counts values by place; else it keeps them, and only takes in what others have counted
     */
    SampleState(int slot, @Nullable ValueGrid grid, boolean counts, ScanGuard guard) {
        super(slot);
        this.grid = grid;
        this.counts = counts;
        this.guard = guard;
    }

    @Override
    public void ensure(int wanted) {
        groups = Math.max(groups, wanted);
    }

    @Override
    void addValues(double[] source, int @Nullable [] sourceGroups, int count) {
        if (grid == null || !counts) {
            keep(source, sourceGroups, count);
            return;
        }
        if (others.length < count) {
            others = new double[count];
            groupsOfOthers = new int[count];
        }
        int n = 0;
        int[] one = sourceGroups == null ? counters(0, grid) : new int[0];
        for (int i = 0; i < count; i++) {
            int place = grid.place(source[i]);
            if (place >= 0) {
                int[] of = sourceGroups == null ? one : counters(sourceGroups[i], grid);
                of[place]++;
            } else {
                others[n] = source[i];
                groupsOfOthers[n++] = sourceGroups == null ? 0 : sourceGroups[i];
            }
        }
        if (n > 0) {
            keep(others, sourceGroups == null ? null : groupsOfOthers, n);
        }
    }

    private void keep(double[] source, int @Nullable [] sourceGroups, int count) {
        guard.reserve((sourceGroups == null ? 8L : 12L) * count);
        int[] kept = sourceGroups == null ? null : Arrays.copyOf(sourceGroups, count);
        blocks.add(new Block(Arrays.copyOf(source, count), kept));
    }

    private int[] counters(int group, ValueGrid places) {
        if (group >= counters.length) {
            counters = Arrays.copyOf(counters, Math.max(groups, group + 1));
        }
        int[] of = counters[group];
        if (of == null) {
            guard.reserve(4L * places.size());
            of = new int[places.size()];
            counters[group] = of;
        }
        return of;
    }

    @Override
    public void seal() {
        if (blocks.isEmpty()) {
            return;
        }
        int[] starts = new int[groups + 1];
        for (Block block : blocks) {
            count(block, starts);
        }
        for (int group = 0; group < groups; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = Arrays.copyOf(starts, groups);
        guard.reserve(8L * starts[groups] + 12L * groups);
        double[] sorted = new double[starts[groups]];
        for (Block block : blocks) {
            scatter(block, next, sorted);
        }
        guard.release(12L * starts[groups]);
        blocks.clear();
        int[] identity = new int[groups];
        Arrays.setAll(identity, group -> group);
        parts.add(new Part(sorted, starts, identity));
    }

    private static void count(Block block, int[] starts) {
        if (block.groups() == null) {
            starts[1] += block.values().length;
            return;
        }
        for (int group : block.groups()) {
            starts[group + 1]++;
        }
    }

    private static void scatter(Block block, int[] next, double[] sorted) {
        double[] values = block.values();
        int[] of = block.groups();
        if (of == null) {
            System.arraycopy(values, 0, sorted, next[0], values.length);
            next[0] += values.length;
            return;
        }
        for (int i = 0; i < values.length; i++) {
            sorted[next[of[i]]++] = values[i];
        }
    }

    @Override
    public void merge(Accumulator other, int[] map) {
        SampleState from = (SampleState) other;
        for (Part part : from.parts) {
            int[] here = new int[part.groupOf().length];
            for (int group = 0; group < here.length; group++) {
                here[group] = part.groupOf()[group] < 0 ? -1 : map[part.groupOf()[group]];
            }
            parts.add(new Part(part.values(), part.starts(), here));
        }
        for (int group = 0; group < Math.min(map.length, from.counters.length); group++) {
            int[] counted = from.counters[group];
            if (counted != null && map[group] >= 0) {
                mergeCounters(map[group], counted);
            }
        }
    }

    /** Takes counters over, or adds them to those that are here. */
    private void mergeCounters(int group, int[] counted) {
        if (group >= counters.length) {
            counters = Arrays.copyOf(counters, Math.max(groups, group + 1));
        }
        int[] of = counters[group];
        if (of == null) {
            counters[group] = counted;
            return;
        }
        for (int place = 0; place < of.length; place++) {
            of[place] += counted[place];
        }
        guard.release(4L * counted.length);
    }

    /** Percentiles of all groups by linear interpolation between the closest ranks; NaN where a group has no value. */
    double[] percentiles(double fraction) {
        guard.reserve(8L * groups + 4L * parts.size() * groups);
        int[][] groupThere = new int[parts.size()][groups];
        for (int part = 0; part < groupThere.length; part++) {
            Arrays.fill(groupThere[part], -1);
            int[] here = parts.get(part).groupOf();
            for (int group = 0; group < here.length; group++) {
                if (here[group] >= 0) {
                    groupThere[part][here[group]] = group;
                }
            }
        }
        double[] found = new double[groups];
        RankSelection selection = new RankSelection(grid, guard);
        for (int group = 0; group < groups; group++) {
            selection.clear();
            for (int part = 0; part < groupThere.length; part++) {
                int there = groupThere[part][group];
                if (there >= 0) {
                    Part values = parts.get(part);
                    selection.add(values.values(), values.starts()[there], values.starts()[there + 1]);
                }
            }
            if (group < counters.length && counters[group] != null) {
                selection.addCounted(counters[group]);
            }
            found[group] = selection.percentile(fraction);
        }
        return found;
    }
}
