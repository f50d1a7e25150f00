package io.truenow.command.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Small schemas, versions of them, and values that are likely to be valid; all from a seed. */
final class RandomSchemas {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of("a", "b", "c", "ab");
    private static final List<String> TYPES =
            List.of("null", "boolean", "object", "array", "string", "integer", "number");
    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "false",
            "-1",
            "0",
            "1",
            "2",
            "3",
            "4",
            "0.5",
            "1.5",
            "\"\"",
            "\"a\"",
            "\"b\"",
            "\"ab\"",
            "\"abc\"",
            "\"😀\"",
            "\"2026-01-01\"");
    private static final List<String> PATTERNS = List.of("a", "^a", "b$", "^ab?$");

    private final Random random;

    RandomSchemas(long seed) {
        this.random = new Random(seed);
    }

    ObjectNode definition() {
        ObjectNode root = schema(3);
        root.set("definitions", JSON.objectNode().set("d", schema(2)));
        return root;
    }

    /** The same with one to three changes. */
    ObjectNode version(ObjectNode older) {
        ObjectNode newer = older.deepCopy();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<ObjectNode> all = new ArrayList<>();
            collect(newer, all);
            change(all.get(random.nextInt(all.size())));
        }
        if (!newer.path("definitions").has("d")) {
            newer.set("definitions", JSON.objectNode().set("d", schema(2)));
        }
        return newer;
    }

    /** A value; mostly one that looks like what the schema asks for. */
    JsonNode value(JsonNode root, JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            return value(root, root.path("definitions").path("d"), depth - 1);
        }
        if (!schema.isObject() || depth < 0 || random.nextInt(8) == 0) {
            return anything(depth);
        }
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.has(keyword) && random.nextInt(3) > 0) {
                return value(
                        root,
                        schema.path(keyword)
                                .path(random.nextInt(schema.path(keyword).size())),
                        depth);
            }
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        String type = TYPES.get(random.nextInt(TYPES.size()));
        JsonNode types = schema.path("type");
        if (types.isString()) {
            type = types.stringValue();
        } else if (types.isArray()) {
            type = types.path(random.nextInt(types.size())).stringValue();
        } else if (schema.has("properties") || schema.has("required")) {
            type = "object";
        } else if (schema.has("items") || schema.has("contains")) {
            type = "array";
        }
        return switch (type) {
            case "object" -> object(root, schema, depth);
            case "array" -> array(root, schema, depth);
            default -> scalar(type);
        };
    }

    private JsonNode object(JsonNode root, JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        for (String name : NAMES) {
            boolean required = schema.path("required").toString().contains("\"" + name + "\"");
            if (required || random.nextInt(2) == 0) {
                JsonNode property = schema.path("properties").path(name);
                object.set(
                        name,
                        value(
                                root,
                                property.isMissingNode() ? schema.path("additionalProperties") : property,
                                depth - 1));
            }
        }
        return object;
    }

    private JsonNode array(JsonNode root, JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            JsonNode items = schema.path("items");
            array.add(value(root, items.isArray() ? items.path(array.size()) : items, depth - 1));
        }
        return array;
    }

    private JsonNode scalar(String type) {
        for (int i = 0; i < 50; i++) {
            JsonNode value = scalar();
            boolean suits =
                    switch (type) {
                        case "null" -> value.isNull();
                        case "boolean" -> value.isBoolean();
                        case "string" -> value.isString();
                        case "integer" -> value.isIntegralNumber();
                        default -> value.isNumber();
                    };
            if (suits) {
                return value;
            }
        }
        return scalar();
    }

    private JsonNode scalar() {
        return MAPPER.readTree(SCALARS.get(random.nextInt(SCALARS.size())));
    }

    private JsonNode anything(int depth) {
        return switch (depth < 0 ? 0 : random.nextInt(4)) {
            case 0, 1 -> scalar();
            case 2 -> object(JSON.objectNode(), JSON.objectNode(), depth - 1);
            default -> array(JSON.objectNode(), JSON.objectNode(), depth - 1);
        };
    }

    private void collect(JsonNode schema, List<ObjectNode> all) {
        if (schema instanceof ObjectNode object) {
            all.add(object);
            Subschemas.visit(object, (keyword, below, child) -> collect(child, all));
        }
    }

    private void change(ObjectNode schema) {
        List<String> keywords = new ArrayList<>(schema.propertyNames());
        keywords.remove("definitions");
        switch (random.nextInt(7)) {
            case 0, 1 -> {
                if (!keywords.isEmpty()) {
                    schema.remove(keywords.get(random.nextInt(keywords.size())));
                }
            }
            case 2 -> {
                if (!schema.has("$ref")) {
                    keyword(schema, 1);
                }
            }
            case 3 -> {
                for (String keyword : keywords) {
                    if (schema.path(keyword).isInt() && !keyword.equals("const")) {
                        schema.put(keyword, Math.max(1, schema.path(keyword).intValue() + random.nextInt(3) - 1));
                    }
                }
            }
            case 4 -> {
                ObjectNode copy = schema.deepCopy();
                copy.remove("definitions");
                ArrayNode cases = JSON.arrayNode().add(copy).add(schema(1));
                keywords.forEach(schema::remove);
                schema.set(random.nextBoolean() ? "anyOf" : random.nextBoolean() ? "oneOf" : "allOf", cases);
            }
            case 5 -> schema.set("properties", properties(1));
            default -> {
                if (schema.path("type").isString()) {
                    schema.set(
                            "type",
                            JSON.arrayNode()
                                    .add(schema.path("type").stringValue().equals("null") ? "string" : "null")
                                    .add(schema.path("type")));
                }
            }
        }
    }

    private ObjectNode schema(int depth) {
        ObjectNode schema = JSON.objectNode();
        if (random.nextInt(4) > 0) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            schema.put("type", depth > 1 && random.nextInt(2) == 0 ? "object" : type);
        }
        for (int i = random.nextInt(depth + 2); i > 0; i--) {
            keyword(schema, depth);
        }
        return schema;
    }

    private JsonNode below(int depth) {
        if (random.nextInt(12) == 0) {
            return JSON.objectNode().put("$ref", "#/definitions/d");
        }
        return random.nextInt(15) == 0 ? JSON.booleanNode(random.nextBoolean()) : schema(depth - 1);
    }

    private void keyword(ObjectNode schema, int depth) {
        int small = random.nextInt(4);
        int kind = random.nextInt(depth > 0 ? 34 : 14);
        switch (kind) {
            case 0 -> schema.put("minimum", small);
            case 1 -> schema.put("maximum", small);
            case 2 -> schema.put("exclusiveMinimum", small);
            case 3 -> schema.put("exclusiveMaximum", small);
            case 4 -> schema.put("minLength", small);
            case 5 -> schema.put("maxLength", small);
            case 6 -> schema.put("minItems", small);
            case 7 -> schema.put("maxItems", small);
            case 8 -> schema.put(random.nextBoolean() ? "minProperties" : "maxProperties", small);
            case 9 -> schema.put("uniqueItems", random.nextInt(4) > 0);
            case 10 -> schema.put("multipleOf", List.of(0.5, 1.0, 2.0, 3.0).get(small));
            case 11 -> schema.put("pattern", PATTERNS.get(small));
            case 12 -> schema.set("const", scalar());
            case 13 -> {
                ArrayNode values = JSON.arrayNode();
                new LinkedHashSet<>(List.of(scalar(), anything(1), scalar())).forEach(values::add);
                schema.set("enum", values);
            }
            case 14, 15, 16, 17 -> schema.set("properties", properties(depth));
            case 18 ->
                schema.set("additionalProperties", random.nextInt(3) > 0 ? JSON.booleanNode(false) : below(depth));
            case 19, 20 -> schema.set("required", JSON.arrayNode().add(NAMES.get(small)));
            case 21 -> schema.set("patternProperties", JSON.objectNode().set(PATTERNS.get(small), below(depth)));
            case 22 -> schema.set("propertyNames", JSON.objectNode().put(small > 1 ? "maxLength" : "minLength", 1));
            case 23 ->
                schema.set(
                        "dependencies",
                        JSON.objectNode()
                                .set(
                                        NAMES.get(small),
                                        random.nextBoolean() ? JSON.arrayNode().add("b") : schema(0)));
            case 24, 25 ->
                schema.set(
                        "items",
                        random.nextInt(3) > 0
                                ? below(depth)
                                : JSON.arrayNode().add(below(depth)).add(below(depth)));
            case 26 -> schema.set("additionalItems", below(depth));
            case 27 -> schema.set("contains", below(depth));
            case 28 -> schema.set("not", schema(0));
            case 29, 30 ->
                schema.set("anyOf", JSON.arrayNode().add(schema(depth - 1)).add(schema(depth - 1)));
            case 31 ->
                schema.set("oneOf", JSON.arrayNode().add(schema(depth - 1)).add(schema(depth - 1)));
            case 32 ->
                schema.set("allOf", JSON.arrayNode().add(schema(depth - 1)).add(schema(depth - 1)));
            default -> {
                schema.set("if", schema(0));
                schema.set("then", schema(depth - 1));
                schema.set("else", schema(0));
            }
        }
    }

    private ObjectNode properties(int depth) {
        ObjectNode properties = JSON.objectNode();
        for (String name : NAMES) {
            if (random.nextInt(2) == 0) {
                properties.set(name, below(depth));
            }
        }
        return properties;
    }
}
