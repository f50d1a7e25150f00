package io.truenow.command.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.schema.CompatibilityMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random schemas, random versions of them and random values: whatever is called backward compatible lets no value be valid before and invalid
 * after. Values with a property that the older schema mentions nowhere at that level are left out: they are the one looseness.
 */
class InclusionPropertyTest {

    private static final int PAIRS = 3_000;
    private static final int VALUES = 60;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_120})
    void nothingThatWasValidBecomesInvalid(long seed) {
        int compatible = 0;
        int changed = 0;
        int held = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            RandomSchemas schemas = new RandomSchemas(seed * 1_000_003 + pair);
            ObjectNode root = schemas.definition();
            SchemaDefinition older = SchemaDefinition.parse(root);
            SchemaDefinition newer =
                    SchemaDefinition.parse(pair % 5 == 0 ? schemas.definition() : schemas.version(root));
            if (!SchemaCompatibility.check(CompatibilityMode.BACKWARD, older, newer)
                    .isEmpty()) {
                continue;
            }
            compatible++;
            changed += older.equals(newer) ? 0 : 1;
            SchemaValidator before = SchemaValidator.compile(older);
            SchemaValidator after = SchemaValidator.compile(newer);
            for (int i = 0; i < VALUES; i++) {
                JsonNode from = i % 3 == 0 ? newer.root() : older.root();
                JsonNode value = MAPPER.readTree(schemas.value(from, from, 3).toString());
                if (before.validate(value, 1).isEmpty() && mentioned(older, List.of(older.root()), value)) {
                    held++;
                    assertThat(after.validate(value, 1))
                            .as(
                                    "seed %d, pair %d: %s is valid under %s and not under %s",
                                    seed, pair, value, older, newer)
                            .isEmpty();
                }
            }
        }
        assertThat(compatible).as("compatible pairs").isBetween(PAIRS / 10, PAIRS * 9 / 10);
        assertThat(changed).as("compatible pairs that differ").isGreaterThan(PAIRS / 10);
        assertThat(held).as("values that were held against both").isGreaterThan(10 * PAIRS);
    }

    /** Whether every property of the value is mentioned at its level, in whichever case; written anew, not by the code under test. */
    private static boolean mentioned(SchemaDefinition definition, List<JsonNode> raw, JsonNode value) {
        List<JsonNode> level = new ArrayList<>();
        raw.forEach(schema -> spread(definition, schema, level));
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            List<JsonNode> below = new ArrayList<>();
            for (JsonNode schema : level) {
                JsonNode items = schema.path("items");
                below.add(items.isArray() ? i < items.size() ? items.path(i) : schema.path("additionalItems") : items);
            }
            if (!mentioned(definition, below, value.path(i))) {
                return false;
            }
        }
        for (String name : value.propertyNames()) {
            List<JsonNode> below = new ArrayList<>();
            List<JsonNode> others = new ArrayList<>();
            for (JsonNode schema : level) {
                int size = below.size();
                if (schema.path("properties").has(name)) {
                    below.add(schema.path("properties").path(name));
                }
                schema.path("patternProperties").properties().forEach(entry -> {
                    if (java.util.regex.Pattern.compile(entry.getKey())
                            .matcher(name)
                            .find()) {
                        below.add(entry.getValue());
                    }
                });
                if (size == below.size() && schema.path("additionalProperties").isObject()) {
                    others.add(schema.path("additionalProperties"));
                }
            }
            if (below.isEmpty() && others.isEmpty()) {
                return false;
            }
            below.addAll(others);
            if (!mentioned(definition, below, value.path(name))) {
                return false;
            }
        }
        return true;
    }

    private static void spread(SchemaDefinition definition, JsonNode raw, List<JsonNode> level) {
        JsonNode schema = definition.resolved(raw);
        if (!schema.isObject()) {
            return;
        }
        level.add(schema);
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(keyword).forEach(child -> spread(definition, child, level));
        }
        for (String keyword : List.of("if", "then", "else", "not")) {
            spread(definition, schema.path(keyword), level);
        }
        schema.path("dependencies").values().forEach(child -> spread(definition, child, level));
    }
}
