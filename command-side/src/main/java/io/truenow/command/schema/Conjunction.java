package io.truenow.command.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;

/**
 * Schemas that hold together for one value: what is known about it. {@code allOf} and references are taken apart; other combinators stay inside
 * their part until a case is taken. Beside the parts stand all schemas of the definition that may be asked about that value, which tell whether
 * a name is mentioned anywhere. One thread.
 */
final class Conjunction {

    private final SchemaDefinition definition;
    private final List<JsonNode> parts = new ArrayList<>();
    private final Set<JsonNode> has = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<JsonNode> level = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<JsonNode> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean never;

    private Conjunction(SchemaDefinition definition) {
        this.definition = definition;
    }

    /** Schemas that all hold, and those that may be asked besides. */
    static Conjunction of(SchemaDefinition definition, Collection<JsonNode> parts, Collection<JsonNode> besides) {
        Conjunction conjunction = new Conjunction(definition);
        parts.forEach(conjunction::add);
        parts.forEach(conjunction::mention);
        besides.forEach(conjunction::mention);
        return conjunction;
    }

    /** The same with one more schema that holds, because the list of cases that it is of was taken apart. */
    Conjunction with(JsonNode cases, JsonNode part) {
        Conjunction more = new Conjunction(definition);
        more.parts.addAll(parts);
        more.has.addAll(has);
        more.level.addAll(level);
        more.taken.addAll(taken);
        more.taken.add(cases);
        more.never = never;
        more.add(part);
        more.mention(part);
        return more;
    }

    /** Whether a list of cases was taken apart. */
    boolean took(JsonNode cases) {
        return taken.contains(cases);
    }

    /** Lists of cases that were taken apart. */
    Set<JsonNode> taken() {
        return taken;
    }

    /** Objects without references; each holds. */
    List<JsonNode> parts() {
        return parts;
    }

    /** Schemas that may be asked about the value. */
    Set<JsonNode> level() {
        return level;
    }

    /** Whether no value is valid, as far as that is seen at once. */
    boolean never() {
        return never;
    }

    /** Names that properties have. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        parts.forEach(part -> names.addAll(part.path("properties").propertyNames()));
        return names;
    }

    /** Expressions over names. */
    Set<String> expressions() {
        Set<String> expressions = new LinkedHashSet<>();
        parts.forEach(part -> expressions.addAll(part.path("patternProperties").propertyNames()));
        return expressions;
    }

    /** What is known about the value of a property. */
    Conjunction property(String name, BiPredicate<String, String> matches) {
        List<JsonNode> known = new ArrayList<>();
        parts.forEach(part -> addProperty(part, name, matches, known));
        List<JsonNode> besides = new ArrayList<>();
        level.forEach(schema -> addProperty(schema, name, matches, besides));
        return of(definition, known, besides);
    }

    /** What is known about the values of properties that match an expression. */
    Conjunction matching(String expression) {
        List<JsonNode> known = new ArrayList<>();
        parts.forEach(part -> addIfThere(part.path("patternProperties").path(expression), known));
        return of(definition, known, everyProperty());
    }

    /** What is known about the values of properties that no part names. */
    Conjunction additional() {
        List<JsonNode> known = new ArrayList<>();
        parts.forEach(part -> addIfThere(part.path("additionalProperties"), known));
        return of(definition, known, everyProperty());
    }

    /** What is known about an item; a place past all lists stands for the rest. */
    Conjunction item(int at) {
        List<JsonNode> known = new ArrayList<>();
        parts.forEach(part -> addItem(part, at, known));
        List<JsonNode> besides = new ArrayList<>();
        level.forEach(schema -> addItem(schema, at, besides));
        return of(definition, known, besides);
    }

    /** What one keyword of the parts knows. */
    Conjunction below(String keyword) {
        List<JsonNode> known = new ArrayList<>();
        parts.forEach(part -> addIfThere(part.path(keyword), known));
        return of(definition, known, List.of());
    }

    /** Whether a name is mentioned by any schema that may be asked about the value. */
    boolean mentions(String name, BiPredicate<String, String> matches) {
        for (JsonNode schema : level) {
            if (schema.path("properties").has(name)
                    || schema.path("patternProperties").propertyNames().stream()
                            .anyMatch(expression -> matches.test(expression, name))) {
                return true;
            }
        }
        return false;
    }

    /** Whether some part has {@code name} in the list of that keyword. */
    boolean lists(String keyword, String name) {
        for (JsonNode part : parts) {
            for (JsonNode listed : part.path(keyword)) {
                if (listed.asString("").equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<JsonNode> everyProperty() {
        List<JsonNode> every = new ArrayList<>();
        for (JsonNode schema : level) {
            every.addAll(schema.path("properties").values());
            every.addAll(schema.path("patternProperties").values());
            addIfThere(schema.path("additionalProperties"), every);
        }
        return every;
    }

    private static void addProperty(
            JsonNode schema, String name, BiPredicate<String, String> matches, List<JsonNode> found) {
        int before = found.size();
        addIfThere(schema.path("properties").path(name), found);
        schema.path("patternProperties").properties().forEach(entry -> {
            if (matches.test(entry.getKey(), name)) {
                found.add(entry.getValue());
            }
        });
        if (found.size() == before) {
            addIfThere(schema.path("additionalProperties"), found);
        }
    }

    private static void addItem(JsonNode schema, int at, List<JsonNode> found) {
        JsonNode items = schema.path("items");
        if (!items.isArray()) {
            addIfThere(items, found);
        } else if (at < items.size()) {
            found.add(items.path(at));
        } else {
            addIfThere(schema.path("additionalItems"), found);
        }
    }

    private static void addIfThere(JsonNode schema, List<JsonNode> found) {
        if (schema.isObject() || schema.isBoolean()) {
            found.add(schema);
        }
    }

    private void add(JsonNode raw) {
        JsonNode schema = definition.resolved(raw);
        if (!schema.isObject()) {
            never |= !schema.booleanValue();
        } else if (!SchemaEquality.unconstrained(schema) && has.add(schema)) {
            parts.add(schema);
            schema.path("allOf").forEach(this::add);
        }
    }

    private void mention(JsonNode raw) {
        JsonNode schema = definition.resolved(raw);
        if (schema.isObject() && level.add(schema)) {
            Subschemas.visit(schema, (keyword, below, child) -> {
                if (Subschemas.onSameValue(keyword)) {
                    mention(child);
                }
            });
        }
    }
}
