package io.truenow.hottier.read;

import org.jspecify.annotations.Nullable;

/** Predicates row by row, as their Javadoc says. */
final class ReferencePredicates {

    private ReferencePredicates() {}

    static boolean holds(Predicate predicate, ReferenceRow row) {
        return switch (predicate) {
            case Predicate.And and -> and.parts().stream().allMatch(part -> holds(part, row));
            case Predicate.Or or -> or.parts().stream().anyMatch(part -> holds(part, row));
            case Predicate.Compare compare -> compare(compare, row.value(compare.field()));
            case Predicate.In in -> in(in, row.value(in.field()));
            case Predicate.StartsWith starts -> {
                String text = (String) row.value(starts.field());
                yield text != null && text.startsWith(starts.prefix()) != starts.negated();
            }
            case Predicate.IsNull isNull -> (row.value(isNull.field()) == null) != isNull.negated();
        };
    }

    private static boolean compare(Predicate.Compare predicate, @Nullable Object value) {
        if (value == null) {
            return false;
        }
        int order = ReferenceOrder.compareValues(value, predicate.literal());
        return switch (predicate.comparison()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static boolean in(Predicate.In predicate, @Nullable Object value) {
        return value != null
                && predicate.literals().stream().anyMatch(literal -> ReferenceOrder.compareValues(value, literal) == 0)
                        != predicate.negated();
    }
}
