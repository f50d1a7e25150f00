package io.truenow.hottier.read;

import java.util.List;

/**
 * Which rows a scan keeps. There is no negation: the caller pushes NOT down to the leaves, so each leaf is true or not, and a leaf
 * over a null value is not true except {@link IsNull}. That is SQL's three-valued logic for a filter.
 *
 * <p>Literals match the field's {@link ValueType}: {@code String}, {@code Long}, {@code Double}. Text is compared by code point.
 */
public sealed interface Predicate {

    /** Every row. */
    Predicate TRUE = new And(List.of());

    /** No row. */
    Predicate FALSE = new Or(List.of());

    /** All of them; true if there is none. */
    record And(List<Predicate> parts) implements Predicate {
        /** Copies the list. */
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** Any of them; false if there is none. */
    record Or(List<Predicate> parts) implements Predicate {
        /** Copies the list. */
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** How a value stands to a literal. */
    enum Comparison {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    /** Field against a literal. */
    record Compare(Field field, Comparison comparison, Object literal) implements Predicate {}

    /** Field is one of the literals, or none of them; null is neither. */
    record In(Field field, List<Object> literals, boolean negated) implements Predicate {
        /** Copies the list. */
        public In {
            literals = List.copyOf(literals);
        }
    }

    /** Text begins with a prefix, or does not; null is neither. */
    record StartsWith(Field field, String prefix, boolean negated) implements Predicate {}

    /** Field has no value, or has one. */
    record IsNull(Field field, boolean negated) implements Predicate {}
}
