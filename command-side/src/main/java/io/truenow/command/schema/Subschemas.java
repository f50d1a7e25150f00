package io.truenow.command.schema;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Where schemas stand inside a schema of draft-07. */
final class Subschemas {

    /** Keywords whose value is one schema. */
    private static final Set<String> ONE = Set.of(
            "additionalItems",
            "additionalProperties",
            "contains",
            "else",
            "if",
            "items",
            "not",
            "propertyNames",
            "then");
    /** Keywords whose value is a list of schemas. */
    private static final Set<String> LIST = Set.of("allOf", "anyOf", "items", "oneOf");
    /** Keywords whose value has schemas by name. {@code $defs} is of later drafts, and much used in this one. */
    private static final Set<String> MAP =
            Set.of("$defs", "definitions", "dependencies", "patternProperties", "properties");
    /** Keywords whose schemas are held against the same value as the schema around them. */
    private static final Set<String> SAME_VALUE =
            Set.of("allOf", "anyOf", "dependencies", "else", "if", "not", "oneOf", "then");

    private Subschemas() {}

    /** What is told of each schema. */
    interface Visitor {
        /**
         * A schema.
         *
         * @param keyword the keyword that holds it
         * @param pointer from the schema around it to this one
         */
        void visit(String keyword, String pointer, JsonNode schema);
    }

    /** Tells the schemas right below this one, those beside a {@code $ref} too: they may be named by references. */
    static void visit(JsonNode schema, Visitor visitor) {
        if (!schema.isObject()) {
            return;
        }
        for (String keyword : schema.propertyNames()) {
            JsonNode value = schema.path(keyword);
            String pointer = "/" + Pointers.escaped(keyword);
            if (ONE.contains(keyword) && isSchema(value)) {
                visitor.visit(keyword, pointer, value);
            } else if (LIST.contains(keyword) && value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    visitor.visit(keyword, pointer + "/" + i, value.path(i));
                }
            } else if (MAP.contains(keyword) && value.isObject()) {
                value.properties().stream()
                        .filter(entry -> isSchema(entry.getValue()))
                        .forEach(entry -> visitor.visit(
                                keyword, pointer + "/" + Pointers.escaped(entry.getKey()), entry.getValue()));
            }
        }
    }

    /** Whether schemas of this keyword are held against the same value as the schema around them. */
    static boolean onSameValue(String keyword) {
        return SAME_VALUE.contains(keyword);
    }

    /** Whether the value of this keyword may be one schema. */
    static boolean isOne(String keyword) {
        return ONE.contains(keyword);
    }

    /** Whether the value of this keyword may be a list of schemas. */
    static boolean isList(String keyword) {
        return LIST.contains(keyword);
    }

    /** Whether the value of this keyword is schemas by name. */
    static boolean isMap(String keyword) {
        return MAP.contains(keyword);
    }

    private static boolean isSchema(JsonNode value) {
        return value.isObject() || value.isBoolean();
    }
}
