package io.truenow.command.schema;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The columns that a definition gives a table: one per property of the payload, in canonical order of names. */
public final class SchemaColumns {

    private SchemaColumns() {}

    /** The columns. A nullable type counts as its base; of several scalar types is a string, of others or of none JSON. */
    public static List<ColumnSpec> of(SchemaDefinition definition) {
        List<ColumnSpec> columns = new ArrayList<>();
        JsonNode properties = definition.resolved(definition.root()).path("properties");
        properties.properties().forEach(property -> {
            ColumnType type = type(definition.resolved(property.getValue()));
            boolean number = type == ColumnType.LONG || type == ColumnType.DOUBLE || type == ColumnType.TIMESTAMP;
            columns.add(new ColumnSpec(number ? ColumnRole.METRIC : ColumnRole.DIMENSION, property.getKey(), type));
        });
        return List.copyOf(columns);
    }

    private static ColumnType type(JsonNode schema) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode named = schema.path("type");
        if (named.isString()) {
            types.add(named.stringValue());
        }
        if (named.isArray()) {
            named.forEach(type -> types.add(type.stringValue()));
            types.remove("null");
        }
        if (types.equals(Set.of("integer", "number"))) {
            return ColumnType.DOUBLE;
        }
        if (types.size() > 1 && Set.of("string", "integer", "number", "boolean").containsAll(types)) {
            return ColumnType.STRING;
        }
        return types.size() != 1
                ? ColumnType.JSON
                : switch (types.iterator().next()) {
                    case "integer" -> ColumnType.LONG;
                    case "number" -> ColumnType.DOUBLE;
                    case "boolean" -> ColumnType.BOOLEAN;
                    case "string" ->
                        schema.path("format").asString("").equals("date-time")
                                ? ColumnType.TIMESTAMP
                                : ColumnType.STRING;
                    default -> ColumnType.JSON;
                };
    }
}
