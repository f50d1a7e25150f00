package io.truenow.hottier.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All values of a metric by group, for exact percentiles. A part of the scan keeps pairs of group and value in blocks and sorts them
 * into groups when it has seen its rows (counting sort); a merge only lists the parts. See {@link RankSelection}.
 */
final class SampleState extends MetricAccumulator {

    /** Values in the order of their groups; group {@code g} is {@code [starts[g], starts[g + 1])}. {@code groupOf} maps groups here. */
    private record Part(double[] values, int[] starts, int[] groupOf) {}

    private record Block(double[] values, int @Nullable [] groups) {}

    private final ScanGuard guard;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int groups;

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
        guard.reserve((sourceGroups == null ? 8L : 12L) * count);
        int[] kept = sourceGroups == null ? null : Arrays.copyOf(sourceGroups, count);
        blocks.add(new Block(Arrays.copyOf(source, count), kept));
    }

    @Override
    public void seal() {
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
        for (Part part : ((SampleState) other).parts) {
            int[] here = new int[part.groupOf().length];
            for (int group = 0; group < here.length; group++) {
                here[group] = part.groupOf()[group] < 0 ? -1 : map[part.groupOf()[group]];
            }
            parts.add(new Part(part.values(), part.starts(), here));
        }
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
        RankSelection selection = new RankSelection(guard);
        for (int group = 0; group < groups; group++) {
            selection.clear();
            for (int part = 0; part < groupThere.length; part++) {
                int there = groupThere[part][group];
                if (there >= 0) {
                    Part values = parts.get(part);
                    selection.add(values.values(), values.starts()[there], values.starts()[there + 1]);
                }
            }
            found[group] = selection.percentile(fraction);
        }
        return found;
    }
}
