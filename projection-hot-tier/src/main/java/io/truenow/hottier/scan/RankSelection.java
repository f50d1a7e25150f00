package io.truenow.hottier.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exact percentiles of values in several slices, which it does not change. Few values are copied and sorted in part
 * ({@link Quickselect}); of many, a histogram between the smallest and the largest says which bucket holds the rank, and only that bucket
 * is copied. Bucket numbers never fall as values rise, since rounding keeps order, so the answer is exact for any distribution; a skewed one
 * only copies more. Values that were counted by their places on a grid come on top. Not thread-safe.
 */
final class RankSelection {

    private static final int FEW = 4096;
    private static final int BUCKETS = 1 << 14;

    private record Slice(double[] values, int from, int to) {}

    private final @Nullable ValueGrid grid;
    private final ScanGuard guard;
    private final List<Slice> slices = new ArrayList<>();
    private final int[] histogram = new int[BUCKETS];
    private int @Nullable [] counted;
    private double @Nullable [] sorted;
    private long size;

    /** A selection without values; the grid is that of the counted ones. */
    RankSelection(@Nullable ValueGrid grid, ScanGuard guard) {
        this.grid = grid;
        this.guard = guard;
    }

    void clear() {
        slices.clear();
        counted = null;
        sorted = null;
        size = 0;
    }

    void add(double[] values, int from, int to) {
        if (to > from) {
            slices.add(new Slice(values, from, to));
            size += to - from;
        }
    }

    /** Adds how often each place of the grid has a value. */
    void addCounted(int[] counters) {
        counted = counters;
        for (int count : counters) {
            size += count;
        }
    }

    /** Linear interpolation between the closest ranks; NaN without a value. */
    double percentile(double fraction) {
        if (size == 0) {
            return Double.NaN;
        }
        double rank = fraction * (size - 1);
        long below = (long) Math.floor(rank);
        double low = valueAt(below);
        if (rank == Math.floor(rank)) {
            return low + 0.0;
        }
        double high = valueAt(below + 1);
        return low + (high - low) * (rank - below) + 0.0;
    }

    /** The value of a rank from 0. */
    private double valueAt(long rank) {
        if (counted != null) {
            return countedAt(Objects.requireNonNull(grid), counted, rank);
        }
        if (size <= FEW) {
            return select(copy(-1, 0, 0, (int) size), (int) rank);
        }
        guard.check();
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (Slice slice : slices) {
            for (int i = slice.from; i < slice.to; i++) {
                min = Math.min(min, slice.values[i]);
                max = Math.max(max, slice.values[i]);
            }
        }
        double scale = (BUCKETS - 1) / (max - min);
        if (!Double.isFinite(scale) || scale == 0) {
            return min == max ? min : select(copy(-1, 0, 0, Math.toIntExact(size)), (int) rank);
        }
        Arrays.fill(histogram, 0);
        for (Slice slice : slices) {
            for (int i = slice.from; i < slice.to; i++) {
                histogram[(int) ((slice.values[i] - min) * scale)]++;
            }
        }
        int bucket = 0;
        long before = 0;
        while (before + histogram[bucket] <= rank) {
            before += histogram[bucket++];
        }
        return select(copy(bucket, min, scale, histogram[bucket]), (int) (rank - before));
    }

    /** Walks through the places and, beside them, through what stands on none, sorted. */
    private double countedAt(ValueGrid places, int[] counters, long rank) {
        guard.check();
        double[] rest = sorted;
        if (rest == null) {
            rest = slices.isEmpty()
                    ? new double[0]
                    : copy(
                            -1,
                            0,
                            0,
                            slices.stream().mapToInt(s -> s.to - s.from).sum());
            Arrays.sort(rest);
            sorted = rest;
        }
        long before = 0;
        int next = 0;
        for (int place = 0; place < counters.length; place++) {
            if (counters[place] == 0) {
                continue;
            }
            double value = places.value(place);
            while (next < rest.length && rest[next] < value) {
                if (before++ == rank) {
                    return rest[next];
                }
                next++;
            }
            before += counters[place];
            if (before > rank) {
                return value;
            }
        }
        return rest[next + (int) (rank - before)];
    }

    private static double select(double[] values, int rank) {
        return Quickselect.select(values, 0, values.length, rank);
    }

    /** Values of a bucket, or all for -1. */
    private double[] copy(int bucket, double min, double scale, int count) {
        guard.reserve(8L * count);
        double[] copied = new double[count];
        int n = 0;
        for (Slice slice : slices) {
            for (int i = slice.from; i < slice.to; i++) {
                if (bucket < 0 || (int) ((slice.values[i] - min) * scale) == bucket) {
                    copied[n++] = slice.values[i];
                }
            }
        }
        guard.release(8L * count);
        return copied;
    }
}
