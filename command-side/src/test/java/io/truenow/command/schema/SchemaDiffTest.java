package io.truenow.command.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.schema.SchemaDiff.Change;
import org.junit.jupiter.api.Test;

class SchemaDiffTest {

    @Test
    void changesAreToldInOrderOfTheirPointers() {
        SchemaDefinition older = SchemaDefinition.parse("""
                {"type":"object","title":"t","required":["a"],"properties":{
                  "a":{"type":"integer","maximum":5},"b":{"type":"string"},"c":{"items":{"type":"string"}},
                  "d":{"enum":["x","y"]},"e":true}}
                """);
        SchemaDefinition newer = SchemaDefinition.parse("""
                {"type":"object","required":["b"],"additionalProperties":false,"properties":{
                  "a":{"type":"number","maximum":6},"c":{"items":{"type":"string","minLength":1}},
                  "d":{"enum":["x","z"]},"e":{"type":"null"},"f/g":{}}}
                """);

        assertThat(SchemaDiff.between(older, newer))
                .containsExactly(
                        new Change("/additionalProperties", "additionalProperties false added"),
                        new Change("/properties/a/maximum", "maximum changed from 5 to 6"),
                        new Change("/properties/a/type", "type changed from \"integer\" to \"number\""),
                        new Change("/properties/b", "property \"b\" removed"),
                        new Change("/properties/c/items/minLength", "minLength 1 added"),
                        new Change("/properties/d/enum", "value \"y\" removed"),
                        new Change("/properties/d/enum", "value \"z\" added"),
                        new Change("/properties/e", "schema changed from true to {\"type\":\"null\"}"),
                        new Change("/properties/f~1g", "property \"f/g\" added"),
                        new Change("/required", "required field \"a\" removed"),
                        new Change("/required", "required field \"b\" added"),
                        new Change("/title", "title \"t\" removed"));
    }

    @Test
    void listsOfSchemasAreComparedByPlace() {
        assertThat(SchemaDiff.between(
                        SchemaDefinition.parse("{\"anyOf\":[{\"type\":\"null\"},{}]}"),
                        SchemaDefinition.parse("{\"anyOf\":[{\"type\":\"string\"},{},{}],\"definitions\":{\"a\":{}}}")))
                .containsExactly(
                        new Change("/anyOf/0/type", "type changed from \"null\" to \"string\""),
                        new Change("/anyOf/2", "schema added"),
                        new Change("/definitions/a", "[definitions] of \"a\" added"));
    }

    @Test
    void equalDefinitionsDifferInNothing() {
        assertThat(SchemaDiff.between(
                        SchemaDefinition.parse("{\"minimum\":1.0}"), SchemaDefinition.parse("{ \"minimum\" : 1 }")))
                .isEmpty();
    }
}
