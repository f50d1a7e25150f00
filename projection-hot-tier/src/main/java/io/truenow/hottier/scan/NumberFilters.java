package io.truenow.hottier.scan;

import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.segment.ChunkView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Filters over numbers. Every comparison but {@code <>} is a closed interval; an interval that holds, or misses, a whole zone is decided
 * without a look at a row.
 */
final class NumberFilters {

    private NumberFilters() {}

    /** Whole numbers within an interval. */
    static RowFilter longs(int slot, long low, long high, long zoneMin, long zoneMax) {
        if (low > high || zoneMax < low || zoneMin > high) {
            return RowFilter.NONE;
        }
        if (low <= zoneMin && zoneMax <= high) {
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

    static RowFilter longs(Predicate predicate, int slot, long zoneMin, long zoneMax) {
        return switch (predicate) {
            case Predicate.Compare compare -> {
                long literal = (Long) compare.literal();
                yield switch (compare.comparison()) {
                    case EQUAL -> longs(slot, literal, literal, zoneMin, zoneMax);
                    case NOT_EQUAL -> notLongs(slot, new long[] {literal}, true);
                    case LESS ->
                        literal == Long.MIN_VALUE
                                ? RowFilter.NONE
                                : longs(slot, Long.MIN_VALUE, literal - 1, zoneMin, zoneMax);
                    case LESS_OR_EQUAL -> longs(slot, Long.MIN_VALUE, literal, zoneMin, zoneMax);
                    case GREATER ->
                        literal == Long.MAX_VALUE
                                ? RowFilter.NONE
                                : longs(slot, literal + 1, Long.MAX_VALUE, zoneMin, zoneMax);
                    case GREATER_OR_EQUAL -> longs(slot, literal, Long.MAX_VALUE, zoneMin, zoneMax);
                };
            }
            case Predicate.In in ->
                notLongs(
                        slot,
                        in.literals().stream()
                                .mapToLong(literal -> (Long) literal)
                                .toArray(),
                        in.negated());
            default -> throw FilterBinder.mismatch(predicate);
        };
    }

    private static RowFilter notLongs(int slot, long[] literals, boolean negated) {
        Arrays.sort(literals);
        return (block, rows, count) -> {
            long[] values = block.longs(slot);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                rows[kept] = row;
                kept += Arrays.binarySearch(literals, values[row]) >= 0 != negated ? 1 : 0;
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
