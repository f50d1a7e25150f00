package io.truenow.command.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;

/**
 * What is known of every value of a conjunction, from its keywords alone: never less than the truth allows, so that whatever follows from it is
 * so. Whole numbers and others are two types here, because {@code integer} is the first and {@code number} both.
 */
final class Facts {

    static final int NULL = 1;
    static final int BOOLEAN = 2;
    static final int OBJECT = 4;
    static final int ARRAY = 8;
    static final int STRING = 16;
    static final int INTEGER = 32;
    static final int FRACTION = 64;
    static final int NUMBER = INTEGER | FRACTION;
    static final int ANY = 127;

    /** Types that a schema can name alone, numbers as one. */
    static final List<Integer> SINGLE = List.of(NULL, BOOLEAN, OBJECT, ARRAY, STRING, NUMBER);

    private int types = ANY;
    private @Nullable List<JsonNode> values;
    private @Nullable Bound lower;
    private @Nullable Bound upper;

    /** An end of a range of numbers. */
    record Bound(BigDecimal value, boolean exclusive) {}

    private Facts() {}

    /** Reads them. */
    static Facts of(Conjunction conjunction) {
        Facts facts = new Facts();
        for (JsonNode part : conjunction.parts()) {
            facts.types &= types(part);
            List<JsonNode> named = values(part);
            if (named != null) {
                facts.values = facts.values == null ? named : common(facts.values, named);
            }
        }
        if (conjunction.never()) {
            facts.types = 0;
        }
        facts.narrow();
        facts.readBounds(conjunction);
        return facts;
    }

    /** Types of a keyword {@code type}. */
    static int types(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isString()) {
            return bit(type.stringValue());
        }
        int types = type.isArray() ? 0 : ANY;
        for (JsonNode one : type) {
            types |= bit(one.stringValue());
        }
        return types;
    }

    /** The values that {@code const} or {@code enum} leave, or null. */
    static @Nullable List<JsonNode> values(JsonNode schema) {
        List<JsonNode> named =
                schema.has("enum") ? List.copyOf(schema.path("enum").values()) : null;
        if (schema.has("const")) {
            List<JsonNode> one = List.of(schema.path("const"));
            return named == null ? one : common(one, named);
        }
        return named;
    }

    /** Type of a value. */
    static int type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> NULL;
            case BOOLEAN -> BOOLEAN;
            case OBJECT -> OBJECT;
            case ARRAY -> ARRAY;
            case NUMBER -> value.isIntegralNumber() ? INTEGER : FRACTION;
            default -> STRING;
        };
    }

    /** Names of types, for people. */
    static String names(int types) {
        List<String> names = new ArrayList<>();
        add(names, types, NULL, "null");
        add(names, types, BOOLEAN, "boolean");
        add(names, types, OBJECT, "object");
        add(names, types, ARRAY, "array");
        add(names, types, STRING, "string");
        if ((types & NUMBER) == INTEGER) {
            names.add("integer");
        }
        add(names, types, FRACTION, "number");
        return String.join(", ", names);
    }

    int types() {
        return types;
    }

    /** All values, or null where they are not that few. */
    @Nullable
    List<JsonNode> values() {
        return values;
    }

    @Nullable
    Bound lower() {
        return lower;
    }

    @Nullable
    Bound upper() {
        return upper;
    }

    /** Values of a type, or null where they are not that few. */
    @Nullable
    List<JsonNode> values(int ofTypes) {
        return values == null
                ? null
                : values.stream().filter(value -> (type(value) & ofTypes) != 0).toList();
    }

    private void narrow() {
        if (values == null && (types & ~(NULL | BOOLEAN)) == 0) {
            values = List.of(NullNode.getInstance(), BooleanNode.FALSE, BooleanNode.TRUE);
        }
        if (values != null) {
            values = values(types);
            int left = 0;
            for (JsonNode value : values == null ? List.<JsonNode>of() : values) {
                left |= type(value);
            }
            types &= left;
        }
    }

    private void readBounds(Conjunction conjunction) {
        List<JsonNode> numbers = values(NUMBER);
        if (numbers != null) {
            for (JsonNode number : numbers) {
                BigDecimal value = number.decimalValue();
                lower = lower == null || value.compareTo(lower.value()) < 0 ? new Bound(value, false) : lower;
                upper = upper == null || value.compareTo(upper.value()) > 0 ? new Bound(value, false) : upper;
            }
            return;
        }
        for (JsonNode part : conjunction.parts()) {
            raise(part.path("minimum"), false);
            raise(part.path("exclusiveMinimum"), true);
            sink(part.path("maximum"), false);
            sink(part.path("exclusiveMaximum"), true);
        }
    }

    private void raise(JsonNode bound, boolean exclusive) {
        if (bound.isNumber()) {
            BigDecimal value = bound.decimalValue();
            Bound next = new Bound(value, exclusive);
            if ((types & FRACTION) == 0) {
                BigDecimal whole = value.setScale(0, RoundingMode.CEILING);
                next = new Bound(exclusive && whole.compareTo(value) == 0 ? whole.add(BigDecimal.ONE) : whole, false);
            }
            if (lower == null || !impliesLower(lower, next)) {
                lower = next;
            }
        }
    }

    private void sink(JsonNode bound, boolean exclusive) {
        if (bound.isNumber()) {
            BigDecimal value = bound.decimalValue();
            Bound next = new Bound(value, exclusive);
            if ((types & FRACTION) == 0) {
                BigDecimal whole = value.setScale(0, RoundingMode.FLOOR);
                next = new Bound(
                        exclusive && whole.compareTo(value) == 0 ? whole.subtract(BigDecimal.ONE) : whole, false);
            }
            if (upper == null || !impliesUpper(upper, next)) {
                upper = next;
            }
        }
    }

    /** Whether what is above the one is above the other. */
    static boolean impliesLower(Bound one, Bound other) {
        int comparison = one.value().compareTo(other.value());
        return comparison > 0 || comparison == 0 && (one.exclusive() || !other.exclusive());
    }

    /** Whether what is below the one is below the other. */
    static boolean impliesUpper(Bound one, Bound other) {
        int comparison = one.value().compareTo(other.value());
        return comparison < 0 || comparison == 0 && (one.exclusive() || !other.exclusive());
    }

    private static List<JsonNode> common(List<JsonNode> some, List<JsonNode> others) {
        Set<JsonNode> known = new HashSet<>(others);
        return some.stream().filter(known::contains).toList();
    }

    private static void add(List<String> names, int types, int bit, String name) {
        if ((types & bit) != 0) {
            names.add(name);
        }
    }

    private static int bit(String type) {
        return switch (type) {
            case "null" -> NULL;
            case "boolean" -> BOOLEAN;
            case "object" -> OBJECT;
            case "array" -> ARRAY;
            case "string" -> STRING;
            case "integer" -> INTEGER;
            default -> NUMBER;
        };
    }
}
