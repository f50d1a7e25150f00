package io.truenow.hottier.scan;

import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.segment.ChunkView;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Filters over numbers. Every comparison but {@code <>} is a closed interval; an interval that holds, or misses, a whole zone is decided
 * without a look at a row.
 */
final class NumberFilters {

    private NumberFilters() {}

    /**
     * Whole numbers of a field in a chunk.
     *
     * @param min smallest one, or a smaller
     * @param max largest one, or a larger
     * @param nulls whether some row has none, which reads as {@link ChunkView.MetricView#NO_LONG}
     */
    private record Zone(int slot, long min, long max, boolean nulls) {}

    /** Whole numbers within an interval; every row has one. */
    static RowFilter longs(int slot, long low, long high, long zoneMin, long zoneMax) {
        return longs(new Zone(slot, zoneMin, zoneMax, false), low, high);
    }

    /** Whole numbers that every row has. */
    static RowFilter longs(Predicate predicate, int slot, long zoneMin, long zoneMax) {
        return longs(predicate, new Zone(slot, zoneMin, zoneMax, false));
    }

    /** Whole numbers of a column. */
    static RowFilter longs(Predicate predicate, int slot, ChunkView.MetricView metric) {
        return longs(predicate, new Zone(slot, metric.minLong(), metric.maxLong(), metric.hasNulls()));
    }

    private static RowFilter longs(Predicate predicate, Zone zone) {
        return switch (predicate) {
            case Predicate.Compare compare -> {
                long literal = (Long) compare.literal();
                yield switch (compare.comparison()) {
                    case EQUAL -> longs(zone, literal, literal);
                    case NOT_EQUAL -> inLongs(zone, LongStream.of(literal), true);
                    case LESS -> literal == Long.MIN_VALUE ? RowFilter.NONE : longs(zone, Long.MIN_VALUE, literal - 1);
                    case LESS_OR_EQUAL -> longs(zone, Long.MIN_VALUE, literal);
                    case GREATER ->
                        literal == Long.MAX_VALUE ? RowFilter.NONE : longs(zone, literal + 1, Long.MAX_VALUE);
                    case GREATER_OR_EQUAL -> longs(zone, literal, Long.MAX_VALUE);
                };
            }
            case Predicate.In in ->
                inLongs(zone, in.literals().stream().mapToLong(literal -> (Long) literal), in.negated());
            default -> throw FilterBinder.mismatch(predicate);
        };
    }

    private static RowFilter longs(Zone zone, long from, long high) {
        int slot = zone.slot();
        long low = zone.nulls() ? Math.max(from, ChunkView.MetricView.NO_LONG + 1) : from;
        if (low > high || zone.max() < low || zone.min() > high) {
            return RowFilter.NONE;
        }
        if (low <= zone.min() && zone.max() <= high && !zone.nulls()) {
            return RowFilter.ALL;
        }
        return (block, rows, count) -> {
            long[] values = block.longs(slot);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                long value = values[row];
                rows[kept] = row;
                kept += value >= low & value <= high ? 1 : 0;
            }
            return kept;
        };
    }

    private static RowFilter inLongs(Zone zone, LongStream wanted, boolean negated) {
        int slot = zone.slot();
        boolean nulls = zone.nulls();
        long[] literals = wanted.filter(literal -> literal >= zone.min() && literal <= zone.max())
                .sorted()
                .toArray();
        if (literals.length == 0 && (!negated || !nulls)) {
            return negated ? RowFilter.ALL : RowFilter.NONE;
        }
        return (block, rows, count) -> {
            long[] values = block.longs(slot);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                long value = values[row];
                rows[kept] = row;
                boolean none = nulls & value == ChunkView.MetricView.NO_LONG;
                kept += !none && Arrays.binarySearch(literals, value) >= 0 != negated ? 1 : 0;
            }
            return kept;
        };
    }

    static RowFilter doubles(Predicate predicate, int slot, ChunkView.MetricView metric) {
        return switch (predicate) {
            case Predicate.Compare compare -> {
                double literal = (Double) compare.literal();
                double infinity = Double.POSITIVE_INFINITY;
                yield switch (compare.comparison()) {
                    case EQUAL -> doubles(slot, metric, literal, literal);
                    case NOT_EQUAL -> inDoubles(slot, metric, new double[] {literal}, true);
                    case LESS ->
                        literal == -infinity
                                ? RowFilter.NONE
                                : doubles(slot, metric, -infinity, Math.nextDown(literal));
                    case LESS_OR_EQUAL -> doubles(slot, metric, -infinity, literal);
                    case GREATER ->
                        literal == infinity ? RowFilter.NONE : doubles(slot, metric, Math.nextUp(literal), infinity);
                    case GREATER_OR_EQUAL -> doubles(slot, metric, literal, infinity);
                };
            }
            case Predicate.In in ->
                inDoubles(
                        slot,
                        metric,
                        in.literals().stream()
                                .mapToDouble(literal -> (Double) literal)
                                .toArray(),
                        in.negated());
            default -> throw FilterBinder.mismatch(predicate);
        };
    }

    private static RowFilter doubles(int slot, ChunkView.MetricView metric, double low, double high) {
        if (!(low <= high) || metric.max() < low || metric.min() > high) {
            return RowFilter.NONE;
        }
        if (low <= metric.min() && metric.max() <= high && !metric.hasNulls()) {
            return RowFilter.ALL;
        }
        return (block, rows, count) -> {
            double[] values = block.doubles(slot, metric);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                double value = values[row];
                rows[kept] = row;
                kept += value >= low & value <= high ? 1 : 0;
            }
            return withoutNulls(block.nulls(slot, metric), rows, kept);
        };
    }

    private static RowFilter inDoubles(int slot, ChunkView.MetricView metric, double[] literals, boolean negated) {
        return (block, rows, count) -> {
            double[] values = block.doubles(slot, metric);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                rows[kept] = row;
                kept += holds(literals, values[row]) != negated ? 1 : 0;
            }
            return withoutNulls(block.nulls(slot, metric), rows, kept);
        };
    }

    private static boolean holds(double[] literals, double value) {
        for (double literal : literals) {
            if (literal == value) {
                return true;
            }
        }
        return false;
    }

    private static int withoutNulls(boolean @Nullable [] nulls, int[] rows, int count) {
        if (nulls == null) {
            return count;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[kept] = row;
            kept += nulls[row] ? 0 : 1;
        }
        return kept;
    }
}
