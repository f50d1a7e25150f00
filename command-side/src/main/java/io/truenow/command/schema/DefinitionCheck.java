package io.truenow.command.schema;

import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds a definition against the schema of schemas and against rules of ours: one draft, references inside the definition only, no circle of
 * references that never looks deeper into the value, expressions of linear time. One walk, linear in the definition. One thread, once.
 */
final class DefinitionCheck {

    /** Schemas held against one value, each through the one before. */
    static final int MAX_HEIGHT = 100;

    private static final int OPEN = -1;
    private static final String DRAFT = "http://json-schema.org/draft-07/schema";

    private final JsonNode root;
    /** Pointers of all schemas. */
    private final IdentityHashMap<JsonNode, String> pointers = new IdentityHashMap<>();
    /** Pointers of schemas by the name after {@code #}. */
    private final Map<String, String> anchors = new HashMap<>();

    private DefinitionCheck(JsonNode root) {
        this.root = root;
    }

    /** Checks it. @return the pointer that each name after {@code #} stands for */
    static Map<String, String> check(JsonNode root) {
        checkDraft(root);
        checkAgainst(DraftSeven.metaSchema(), root, "");
        DefinitionCheck check = new DefinitionCheck(root);
        check.collect(root, "");
        check.pointers.keySet().forEach(check::checkReference);
        IdentityHashMap<JsonNode, Integer> heights = new IdentityHashMap<>();
        check.pointers.keySet().forEach(schema -> check.height(schema, 0, heights));
        return Map.copyOf(check.anchors);
    }

    private static void checkDraft(JsonNode root) {
        JsonNode draft = root.path("$schema");
        if (draft.isString()) {
            String name = draft.stringValue().replaceFirst("^https:", "http:").replaceFirst("#$", "");
            if (!name.equals(DRAFT)) {
                throw SchemaRefusal.at("/$schema", "Only draft-07 is taken as [$schema].");
            }
        }
    }

    private static void checkAgainst(Schema meta, JsonNode schema, String pointer) {
        List<Error> errors;
        try {
            errors = meta.validate(
                    schema, OutputFormat.DEFAULT, context -> context.setExecutionConfig(DraftSeven.metaLimits()));
        } catch (ValidationLimitExceededException e) {
            throw SchemaRefusal.at(pointer, "The definition is too large to be checked.");
        }
        if (!errors.isEmpty()) {
            Error first = errors.getFirst();
            throw SchemaRefusal.at(
                    pointer + first.getInstanceLocation(),
                    "The definition is no JSON Schema of draft-07: " + first.getMessage() + ".");
        }
    }

    private void collect(JsonNode schema, String pointer) {
        pointers.put(schema, pointer);
        if (!schema.isObject()) {
            return;
        }
        checkId(schema, pointer);
        checkPatterns(schema, pointer);
        Subschemas.visit(schema, (keyword, below, child) -> {
            if (keyword.equals("$defs")) {
                checkAgainst(DraftSeven.metaSchema(), child, pointer + below);
            }
            collect(child, pointer + below);
        });
    }

    private void checkId(JsonNode schema, String pointer) {
        JsonNode id = schema.path("$id");
        if (pointer.isEmpty() || !id.isString() || schema.has("$ref")) {
            return;
        }
        String name = id.stringValue();
        if (!name.matches("#[A-Za-z][A-Za-z0-9._:-]*")) {
            throw SchemaRefusal.at(pointer + "/$id", "Inside a definition [$id] may only be a name after #.");
        }
        if (anchors.putIfAbsent(name.substring(1), pointer) != null) {
            throw SchemaRefusal.at(pointer + "/$id", "Two schemas have the [$id] [" + name + "].");
        }
    }

    private static void checkPatterns(JsonNode schema, String pointer) {
        JsonNode pattern = schema.path("pattern");
        if (pattern.isString()) {
            checkPattern(pattern.stringValue(), pointer + "/pattern");
        }
        for (String name : schema.path("patternProperties").propertyNames()) {
            checkPattern(name, pointer + "/patternProperties/" + Pointers.escaped(name));
        }
    }

    private static void checkPattern(String expression, String pointer) {
        try {
            LinearPattern.compile(expression);
        } catch (IllegalArgumentException e) {
            throw SchemaRefusal.at(pointer, String.valueOf(e.getMessage()));
        }
    }

    private void checkReference(JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        if (!reference.isString()) {
            return;
        }
        String pointer = pointers.get(schema) + "/$ref";
        if (!reference.stringValue().startsWith("#")) {
            throw SchemaRefusal.at(pointer, "Only references inside the definition are taken; they start with #.");
        }
        if (target(reference.stringValue()) == null) {
            throw SchemaRefusal.at(pointer, "The reference names no schema of the definition.");
        }
    }

    private @Nullable JsonNode target(String reference) {
        JsonNode target = SchemaDefinition.target(root, anchors, reference);
        return target != null && (target.isBoolean() || pointers.containsKey(target)) ? target : null;
    }

    /**
     * Schemas inside each other that are held against one and the same value. Whoever comes back to a schema without looking deeper into the
     * value would never end, and is refused.
     */
    private int height(JsonNode schema, int above, IdentityHashMap<JsonNode, Integer> heights) {
        if (!schema.isObject()) {
            return 1;
        }
        Integer known = heights.get(schema);
        if (known != null && known == OPEN) {
            throw SchemaRefusal.at(pointers.getOrDefault(schema, ""), "The schema refers to itself in a circle.");
        }
        if (known == null) {
            heights.put(schema, OPEN);
            known = above > MAX_HEIGHT ? above : 1 + heightBelow(schema, above, heights);
            heights.put(schema, known);
        }
        if (known > MAX_HEIGHT) {
            throw SchemaRefusal.at(
                    pointers.getOrDefault(schema, ""),
                    "More than [" + MAX_HEIGHT + "] schemas are held against one value through each other.");
        }
        return known;
    }

    private int heightBelow(JsonNode schema, int above, IdentityHashMap<JsonNode, Integer> heights) {
        if (schema.path("$ref").isString()) {
            JsonNode target = target(schema.path("$ref").stringValue());
            return target == null ? 0 : height(target, above + 1, heights);
        }
        int[] most = {0};
        Subschemas.visit(schema, (keyword, below, child) -> {
            if (Subschemas.onSameValue(keyword)) {
                most[0] = Math.max(most[0], height(child, above + 1, heights));
            }
        });
        return most[0];
    }
}
