package io.truenow.command.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaColumnsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"integer"}                             | LONG      | METRIC
            {"type":["integer","null"]}                    | LONG      | METRIC
            {"type":"number"}                              | DOUBLE    | METRIC
            {"type":["null","number"]}                     | DOUBLE    | METRIC
            {"type":["integer","number"]}                  | DOUBLE    | METRIC
            {"type":"boolean"}                             | BOOLEAN   | DIMENSION
            {"type":"string"}                              | STRING    | DIMENSION
            {"type":["string","null"]}                     | STRING    | DIMENSION
            {"type":"string","format":"date-time"}         | TIMESTAMP | METRIC
            {"type":["string","null"],"format":"date-time"}| TIMESTAMP | METRIC
            {"type":"string","format":"date"}              | STRING    | DIMENSION
            {"type":"object"}                              | JSON      | DIMENSION
            {"type":"array"}                               | JSON      | DIMENSION
            {"type":["string","integer"]}                  | STRING    | DIMENSION
            {"type":["string","object"]}                   | JSON      | DIMENSION
            {"type":"null"}                                | JSON      | DIMENSION
            {}                                             | JSON      | DIMENSION
            true                                           | JSON      | DIMENSION
            {"$ref":"#/definitions/count"}                 | LONG      | METRIC
            """)
    void aPropertyIsAColumnOfItsType(String property, ColumnType type, ColumnRole role) {
        SchemaDefinition definition = SchemaDefinition.parse(
                "{\"properties\":{\"x\":" + property + "},\"definitions\":{\"count\":{\"type\":\"integer\"}}}");

        assertThat(SchemaColumns.of(definition)).containsExactly(new ColumnSpec(role, "x", type));
    }

    @Test
    void columnsStandInCanonicalOrder() {
        SchemaDefinition definition = SchemaDefinition.parse(
                "{\"$ref\":\"#/definitions/e\",\"definitions\":{\"e\":{\"properties\":{\"b\":{\"type\":\"string\"},\"a\":{\"type\":\"string\"}}}}}");

        assertThat(SchemaColumns.of(definition)).containsExactly(ColumnSpec.dimension("a"), ColumnSpec.dimension("b"));
        assertThat(SchemaColumns.of(SchemaDefinition.parse("{}"))).isEmpty();
    }
}
