package io.truenow.sql.scan;

import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts values in the place of slots. A comparison with null is never true. */
final class SlotBinding {

    private final @Nullable Object[] values;

    SlotBinding(@Nullable Object[] values) {
        this.values = values;
    }

    Predicate bind(Predicate template) {
        return switch (template) {
            case Predicate.And and -> new Predicate.And(all(and.parts()));
            case Predicate.Or or -> new Predicate.Or(all(or.parts()));
            case Predicate.Compare c -> {
                Object literal = value(c.literal());
                yield literal == null ? Predicate.FALSE : new Predicate.Compare(c.field(), c.comparison(), literal);
            }
            case Predicate.In in -> in(in);
            case Predicate.StartsWith s -> s;
            case Predicate.IsNull n -> n;
        };
    }

    Aggregation bind(Aggregation template) {
        return new Aggregation(template.function(), template.field(), bind(template.filter()), template.fraction());
    }

    long amount(Object longOrSlot) {
        Object value = value(longOrSlot);
        return value == null ? 0L : Math.max(0L, (Long) value);
    }

    private List<Predicate> all(List<Predicate> parts) {
        List<Predicate> bound = new ArrayList<>(parts.size());
        parts.forEach(p -> bound.add(bind(p)));
        return bound;
    }

    private Predicate in(Predicate.In in) {
        List<Object> literals = new ArrayList<>(in.literals().size());
        for (Object template : in.literals()) {
            Object literal = value(template);
            if (literal != null) {
                literals.add(literal);
            } else if (in.negated()) {
                return Predicate.FALSE;
            }
        }
        return new Predicate.In(in.field(), literals, in.negated());
    }

    private @Nullable Object value(Object literalOrSlot) {
        return literalOrSlot instanceof Slot slot ? slot.convert(values[slot.index()]) : literalOrSlot;
    }
}
