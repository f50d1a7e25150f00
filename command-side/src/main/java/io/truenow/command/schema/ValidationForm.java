package io.truenow.command.schema;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of a definition that the validator library takes: nothing in it that names another document, and every reference a pointer. So the
 * library has nothing to resolve, let alone to fetch.
 */
final class ValidationForm {

    private ValidationForm() {}

    /** A copy in that form. */
    static JsonNode of(JsonNode root, Map<String, String> anchors) {
        JsonNode copy = root.deepCopy();
        rewrite(copy, anchors);
        return copy;
    }

    private static void rewrite(JsonNode schema, Map<String, String> anchors) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        object.remove("$id");
        object.remove("$schema");
        JsonNode reference = object.path("$ref");
        if (reference.isString()) {
            String name = reference.stringValue().substring(1);
            String pointer = anchors.get(name);
            if (pointer != null) {
                object.put("$ref", "#" + pointer);
            }
        }
        Subschemas.visit(object, (keyword, below, child) -> rewrite(child, anchors));
    }
}
