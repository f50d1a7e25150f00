package io.truenow.command.binding;

import io.truenow.command.schema.SchemaColumns;
import io.truenow.command.schema.SchemaDefinition;
import io.truenow.command.schema.SchemaValidator;
import io.truenow.events.catalog.ColumnSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A schema that can be held against columns, property by property: it says of an event as a whole no more than which properties it needs and
 * whether it may have others. Nearly every schema is such. Immutable and thread-safe.
 *
 * @param properties in canonical order of names
 * @param required names that need a value; those that may be null are not among them, since null and absent are one
 * @param closed whether other properties are refused
 */
record PropertyPlan(List<Property> properties, Set<String> required, boolean closed) {

    private static final Set<String> NOTES = Set.of(
            "$comment",
            "$id",
            "$schema",
            "title",
            "description",
            "default",
            "examples",
            "readOnly",
            "writeOnly",
            "definitions",
            "$defs");
    private static final Set<String> WHOLE = Set.of("type", "properties", "required", "additionalProperties");
    private static final Set<String> BOUNDS = Set.of("minimum", "maximum");

    /** The plan of a definition, or null if it says more. */
    static @Nullable PropertyPlan of(SchemaDefinition definition) {
        JsonNode root = definition.resolved(definition.root());
        if (!root.isObject() || !hasOnly(root, WHOLE) || !isObjectType(root.path("type"))) {
            return null;
        }
        JsonNode additional = root.path("additionalProperties");
        if (!additional.isMissingNode() && !additional.isBoolean()) {
            return null;
        }
        List<Property> properties = new ArrayList<>();
        for (ColumnSpec column : SchemaColumns.of(definition)) {
            Property property = property(definition, root.path("properties").path(column.name()), column);
            if (property == null) {
                return null;
            }
            properties.add(property);
        }
        Set<String> required = new LinkedHashSet<>();
        root.path("required").forEach(name -> required.add(name.stringValue()));
        for (Property property : properties) {
            if (mayBeNull(definition.resolved(root.path("properties").path(property.name())))) {
                required.remove(property.name());
            }
        }
        return new PropertyPlan(
                List.copyOf(properties), Set.copyOf(required), additional.isBoolean() && !additional.booleanValue());
    }

    private static boolean hasOnly(JsonNode schema, Set<String> keywords) {
        return schema.propertyNames().stream().allMatch(name -> NOTES.contains(name) || keywords.contains(name));
    }

    private static boolean isObjectType(JsonNode type) {
        return type.isMissingNode() || type.isString() && type.stringValue().equals("object");
    }

    /** Whether null is a value of the schema; of one with references, as far as its type says. */
    static boolean mayBeNull(JsonNode schema) {
        if (!schema.isObject()) {
            return schema.isBoolean() && schema.booleanValue();
        }
        return schema.findValue("$ref") == null
                ? SchemaValidator.compile(SchemaDefinition.parse(schema))
                        .validate(NullNode.getInstance(), 1)
                        .isEmpty()
                : types(schema).contains("null");
    }

    private static @Nullable Property property(SchemaDefinition definition, JsonNode sent, ColumnSpec column) {
        JsonNode schema = definition.resolved(sent);
        if (!schema.isObject() || schema.findValue("$ref") != null) {
            // A reference below the property needs the definitions beside it; "false" and "true" are no object.
            return schema.isBoolean() && schema.booleanValue()
                    ? new Property(column, Set.of(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, null)
                    : null;
        }
        Set<String> types = types(schema);
        if (types.remove("null") && types.isEmpty()) {
            return null;
        }
        boolean bounded = hasOnly(schema, union(BOUNDS, "type"))
                && isExact(schema.path("minimum"))
                && isExact(schema.path("maximum"));
        return new Property(
                column,
                Set.copyOf(types),
                bounded && schema.has("minimum") ? schema.path("minimum").doubleValue() : Double.NEGATIVE_INFINITY,
                bounded && schema.has("maximum") ? schema.path("maximum").doubleValue() : Double.POSITIVE_INFINITY,
                bounded ? null : SchemaValidator.compile(SchemaDefinition.parse(schema)));
    }

    /** A bound that a double holds, so that a comparison of doubles decides as the number itself would. */
    private static boolean isExact(JsonNode bound) {
        return bound.isMissingNode()
                || SentValue.isWhole(bound.doubleValue())
                        && bound.decimalValue().compareTo(BigDecimal.valueOf(bound.doubleValue())) == 0;
    }

    private static Set<String> union(Set<String> keywords, String more) {
        Set<String> all = new HashSet<>(keywords);
        all.add(more);
        return all;
    }

    /** The types that a schema names; may be changed. */
    static Set<String> types(JsonNode schema) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode named = schema.path("type");
        if (named.isString()) {
            types.add(named.stringValue());
        } else {
            named.forEach(type -> types.add(type.stringValue()));
        }
        return types;
    }
}
