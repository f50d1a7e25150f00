package io.truenow.command.schema;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Whether two schemas say the same, seen through their references and past their annotations. Two that refer to themselves are the same if no
 * difference is found on any way through both. Says no when unsure. One thread.
 */
final class SchemaEquality {

    private static final int MAX_DEPTH = 300;
    private static final Set<String> ANNOTATIONS = Set.of(
            "$comment",
            "$defs",
            "$id",
            "$schema",
            "default",
            "definitions",
            "description",
            "examples",
            "readOnly",
            "title",
            "writeOnly");
    private static final Set<String> KEYWORDS = Set.of(
            "additionalItems",
            "additionalProperties",
            "allOf",
            "anyOf",
            "const",
            "contains",
            "contentEncoding",
            "contentMediaType",
            "dependencies",
            "else",
            "enum",
            "exclusiveMaximum",
            "exclusiveMinimum",
            "format",
            "if",
            "items",
            "maxItems",
            "maxLength",
            "maxProperties",
            "maximum",
            "minItems",
            "minLength",
            "minProperties",
            "minimum",
            "multipleOf",
            "not",
            "oneOf",
            "pattern",
            "patternProperties",
            "properties",
            "propertyNames",
            "required",
            "then",
            "type",
            "uniqueItems");

    private final SchemaDefinition one;
    private final SchemaDefinition other;
    private final Steps steps;
    private final IdentityHashMap<JsonNode, Integer> ids = new IdentityHashMap<>();
    private Set<Long> assumed = new HashSet<>();

    SchemaEquality(SchemaDefinition one, SchemaDefinition other, Steps steps) {
        this.one = one;
        this.other = other;
        this.steps = steps;
    }

    /** Whether a schema says anything about a value. */
    static boolean unconstrained(JsonNode schema) {
        return schema.isObject()
                ? schema.propertyNames().stream().noneMatch(KEYWORDS::contains)
                : schema.isBoolean() && schema.booleanValue();
    }

    /** Whether a keyword says nothing about a value. */
    static boolean isAnnotation(String keyword) {
        return ANNOTATIONS.contains(keyword) || !KEYWORDS.contains(keyword);
    }

    boolean same(JsonNode a, JsonNode b) {
        assumed = new HashSet<>();
        return schemas(a, b, 0);
    }

    private boolean schemas(JsonNode rawA, JsonNode rawB, int depth) {
        steps.take();
        JsonNode a = one.resolved(rawA);
        JsonNode b = other.resolved(rawB);
        if (!a.isObject() || !b.isObject()) {
            return a.equals(b);
        }
        if (depth > MAX_DEPTH) {
            return false;
        }
        if (!assumed.add(((long) id(a) << 32) | id(b))) {
            return true;
        }
        Set<String> keywords = keywords(a);
        if (!keywords.equals(keywords(b))) {
            return false;
        }
        for (String keyword : keywords) {
            if (!values(keyword, a.path(keyword), b.path(keyword), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean values(String keyword, JsonNode a, JsonNode b, int depth) {
        return switch (keyword) {
            case "allOf", "anyOf", "oneOf" -> lists(a, b, depth);
            case "items" -> a.isArray() && b.isArray() ? lists(a, b, depth) : schemas(a, b, depth);
            case "additionalItems", "additionalProperties", "contains", "else", "if", "not", "propertyNames", "then" ->
                schemas(a, b, depth);
            case "patternProperties", "properties" -> maps(a, b, depth);
            case "dependencies" -> maps(a, b, depth);
            case "enum", "required" -> sets(a, b);
            case "type" -> a.isArray() && b.isArray() ? sets(a, b) : a.equals(b);
            default -> a.equals(b);
        };
    }

    private boolean lists(JsonNode a, JsonNode b, int depth) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!schemas(a.path(i), b.path(i), depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean maps(JsonNode a, JsonNode b, int depth) {
        if (a.size() != b.size()) {
            return false;
        }
        for (String name : a.propertyNames()) {
            JsonNode x = a.path(name);
            JsonNode y = b.path(name);
            boolean same = x.isArray() || y.isArray() ? sets(x, y) : y.isContainer() || y.isBoolean();
            if (!same || !x.isArray() && !schemas(x, y, depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sets(JsonNode a, JsonNode b) {
        return a.isArray() && b.isArray() && new HashSet<>(a.values()).equals(new HashSet<>(b.values()));
    }

    private static Set<String> keywords(JsonNode schema) {
        Set<String> keywords = new TreeSet<>(schema.propertyNames());
        keywords.removeIf(SchemaEquality::isAnnotation);
        return keywords;
    }

    private int id(JsonNode node) {
        return ids.computeIfAbsent(node, unknown -> ids.size());
    }
}
