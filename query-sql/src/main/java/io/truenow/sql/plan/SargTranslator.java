package io.truenow.sql.plan;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.Predicate.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/** Translates a set of ranges ({@code IN}, {@code BETWEEN}, several comparisons of one column) into predicates. */
final class SargTranslator {

    private SargTranslator() {}

    /** The set as a predicate, or null if a bound has no form in the hot tier. */
    static @Nullable Predicate translate(Field field, Sarg<?> sarg, Function<Comparable<?>, @Nullable Object> convert) {
        Predicate values = values(field, sarg, convert);
        if (values == null || sarg.nullAs != RexUnknownAs.TRUE) {
            return values;
        }
        return new Predicate.Or(List.of(new Predicate.IsNull(field, false), values));
    }

    private static @Nullable Predicate values(
            Field field, Sarg<?> sarg, Function<Comparable<?>, @Nullable Object> convert) {
        if (sarg.isPoints()) {
            return points(field, ranges(sarg), false, convert);
        }
        if (sarg.isComplementedPoints()) {
            return points(field, ranges(sarg.negate()), true, convert);
        }
        List<Predicate> parts = new ArrayList<>();
        for (Range<?> range : ranges(sarg)) {
            Predicate part = range(field, range, convert);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return parts.size() == 1 ? parts.getFirst() : new Predicate.Or(parts);
    }

    private static List<Range<?>> ranges(Sarg<?> sarg) {
        return new ArrayList<>(sarg.rangeSet.asRanges());
    }

    private static @Nullable Predicate points(
            Field field, List<Range<?>> ranges, boolean negated, Function<Comparable<?>, @Nullable Object> convert) {
        List<Object> literals = new ArrayList<>();
        for (Range<?> range : ranges) {
            Object literal = convert.apply(range.lowerEndpoint());
            if (literal == null) {
                return null;
            }
            literals.add(literal);
        }
        return new Predicate.In(field, literals, negated);
    }

    private static @Nullable Predicate range(
            Field field, Range<?> range, Function<Comparable<?>, @Nullable Object> convert) {
        List<Predicate> parts = new ArrayList<>();
        if (range.hasLowerBound()) {
            Object low = convert.apply(range.lowerEndpoint());
            if (low == null) {
                return null;
            }
            parts.add(new Predicate.Compare(
                    field,
                    range.lowerBoundType() == BoundType.CLOSED ? Comparison.GREATER_OR_EQUAL : Comparison.GREATER,
                    low));
        }
        if (range.hasUpperBound()) {
            Object high = convert.apply(range.upperEndpoint());
            if (high == null) {
                return null;
            }
            parts.add(new Predicate.Compare(
                    field,
                    range.upperBoundType() == BoundType.CLOSED ? Comparison.LESS_OR_EQUAL : Comparison.LESS,
                    high));
        }
        return parts.isEmpty() ? new Predicate.IsNull(field, true) : new Predicate.And(parts);
    }
}
