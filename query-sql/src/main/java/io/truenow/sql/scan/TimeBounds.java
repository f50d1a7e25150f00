package io.truenow.sql.scan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.TimeRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a filter into the range of event times that it allows and the rest.
 *
 * @param range from the comparisons of event time that all rows must pass
 * @param rest what is left
 */
record TimeBounds(TimeRange range, Predicate rest) {

    static TimeBounds of(Predicate filter) {
        TimeRange range = TimeRange.ALL;
        List<Predicate> rest = new ArrayList<>();
        for (Predicate part : conjuncts(filter)) {
            TimeRange bound = bound(part);
            if (bound == null) {
                rest.add(part);
            } else {
                range = range.and(bound);
            }
        }
        return new TimeBounds(range, rest.size() == 1 ? rest.getFirst() : new Predicate.And(rest));
    }

    static List<Predicate> conjuncts(Predicate filter) {
        if (!(filter instanceof Predicate.And and)) {
            return List.of(filter);
        }
        List<Predicate> flat = new ArrayList<>();
        and.parts().forEach(p -> flat.addAll(conjuncts(p)));
        return flat;
    }

    private static @Nullable TimeRange bound(Predicate part) {
        if (!(part instanceof Predicate.Compare c) || c.field() != Field.BuiltIn.EVENT_TIME) {
            return null;
        }
        long at = (Long) c.literal();
        return switch (c.comparison()) {
            case EQUAL -> new TimeRange(at, at);
            case GREATER_OR_EQUAL -> new TimeRange(at, Long.MAX_VALUE);
            case LESS_OR_EQUAL -> new TimeRange(Long.MIN_VALUE, at);
            case GREATER -> at == Long.MAX_VALUE ? new TimeRange(1, 0) : new TimeRange(at + 1, Long.MAX_VALUE);
            case LESS -> at == Long.MIN_VALUE ? new TimeRange(1, 0) : new TimeRange(Long.MIN_VALUE, at - 1);
            case NOT_EQUAL -> null;
        };
    }
}
