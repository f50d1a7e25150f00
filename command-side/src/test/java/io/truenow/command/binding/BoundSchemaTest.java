package io.truenow.command.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.schema.SchemaDefinition;
import io.truenow.command.schema.SchemaValidator;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BoundSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static BoundSchema schema(String definition) {
        return BoundSchema.compile("version 3 of schema sch_1", SchemaDefinition.parse(definition));
    }

    private static HeldEvents held(String definition, String... payloads) {
        return schema(definition).hold(SentEvents.of(List.of(payloads)));
    }

    /** The values of a row by column, with their types. */
    private static Map<String, String> row(EventColumns events, int row) {
        Map<String, String> values = new TreeMap<>();
        for (EventColumn column : events.columns()) {
            if (!column.isNull(row)) {
                ColumnSpec spec = column.spec();
                Object value =
                        switch (column) {
                            case EventColumn.StringColumn s -> s.dictionary().text(s.codes()[row]);
                            case EventColumn.DoubleColumn d -> d.values()[row];
                            case EventColumn.LongColumn n -> n.values()[row];
                        };
                values.put(spec.name(), spec.type() + " " + value);
            }
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"integer"}                                | 5                        | LONG 5
            {"type":"integer"}                                | 5.0                      | LONG 5
            {"type":"integer"}                                | -9223372036854775807     | LONG -9223372036854775807
            {"type":"integer"}                                | 9007199254740993         | LONG 9007199254740993
            {"type":["integer","null"]}                       | 7                        | LONG 7
            {"type":"number"}                                 | 5                        | DOUBLE 5.0
            {"type":"number"}                                 | 0.1                      | DOUBLE 0.1
            {"type":"boolean"}                                | true                     | BOOLEAN true
            {"type":"string"}                                 | "x"                      | STRING x
            {"type":"string","format":"date-time"}            | "2026-11-20T00:00:00Z"   | TIMESTAMP 1795132800000000
            {"type":"string","format":"date-time"}            | "1969-12-31T23:59:59.5Z" | TIMESTAMP -500000
            {"type":["string","integer"]}                     | 5                        | STRING 5
            {"type":["string","integer"]}                     | "5"                      | STRING 5
            {"type":"object"}                                 | {"a":[1,null]}           | JSON {"a":[1,null]}
            {"type":"array"}                                  | [1.5]                    | JSON [1.5]
            {}                                                | "5"                      | JSON "5"
            {}                                                | 5                        | JSON 5
            {}                                                | false                    | JSON false
            {"$ref":"#/definitions/count"}                    | 5                        | LONG 5
            """)
    void givesAValueTheTypeOfItsProperty(String property, String value, String typed) {
        String definition =
                "{\"properties\":{\"x\":" + property + "},\"definitions\":{\"count\":{\"type\":\"integer\"}}}";
        HeldEvents held = held(definition, "{\"x\":" + value + "}");

        assertThat(held.misfits()).isEmpty();
        assertThat(row(held.events(), 0)).containsExactly(Map.entry("x", typed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"integer"}                     | "5"                  | dimensions/x     | is a string, and the schema asks for integer
            {"type":"integer"}                     | 5.5                  | metrics/x        | is a number, and the schema asks for integer
            {"type":"string"}                      | 5                    | metrics/x        | is an integer, and the schema asks for string
            {"type":"string"}                      | true                 | dimensions/x     | is a boolean, and the schema asks for string
            {"type":"boolean"}                     | "true"               | dimensions/x     | is a string, and the schema asks for boolean
            {"type":"number","minimum":0}          | -1                   | metrics/x        | less than the schema's least
            {"type":"number","maximum":10}         | 10.5                 | metrics/x        | more than the schema's most
            {"type":"integer","maximum":9007199254740992} | 9007199254740993 | metrics/x      | more than the schema's most
            {"type":"number"}                      | 9007199254740993     | metrics/x        | whole number beyond 2^53
            {"type":"string","pattern":"^a"}       | "b"                  | dimensions/x     | pattern
            {"type":"string","enum":["a"]}         | "b"                  | dimensions/x     | enum
            {"type":"string","format":"date-time"} | "yesterday"          | dimensions/x     | date-time
            {"type":"object","required":["a"]}     | {}                   | dimensions/x     | required
            {"type":"object","properties":{"a":{"type":"string"}}} | {"a":1} | dimensions/x/a | integer
            """)
    void pointsToAValueThatDoesNotFit(String property, String value, String path, String message) {
        Misfit misfit = held("{\"properties\":{\"x\":" + property + "}}", "{\"x\":" + value + "}")
                .misfits()
                .getFirst();

        assertThat(misfit.path()).isEqualTo(path);
        assertThat(misfit.message()).contains(message);
        assertThat(misfit.hint()).isEqualTo("The table takes what version 3 of schema sch_1 allows.");
    }

    @Test
    void asksForWhatIsRequiredAndTakesAbsentForNull() {
        String definition = """
                {"type":"object","required":["a","b","c"],"properties":
                 {"a":{"type":"string"},"b":{"type":["integer","null"]},"c":{"type":"number"}}}""";
        HeldEvents held = held(definition, "{\"a\":\"x\",\"c\":1}", "{\"c\":1}", "{\"a\":\"x\"}");

        assertThat(held.misfits()).extracting(Misfit::row).containsExactlyInAnyOrder(1, 2);
        assertThat(held.misfits())
                .extracting(Misfit::message)
                .contains(
                        "The event has no [a], which the schema requires.",
                        "The event has no [c], which the schema requires.");
        assertThat(held.misfits()).extracting(Misfit::code).containsOnly(ErrorCode.SCHEMA_MISMATCH);
    }

    @Test
    void refusesOthersOnlyWhereTheSchemaIsClosed() {
        String open = "{\"properties\":{\"a\":{\"type\":\"string\"}}}";
        String closed = "{\"properties\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}";
        String[] payloads = {"{\"a\":\"x\"}", "{\"a\":\"x\",\"b\":\"y\"}", "{\"a\":\"x\",\"c\":1}"};

        assertThat(held(open, payloads).misfits()).isEmpty();
        assertThat(row(held(open, payloads).events(), 1)).containsEntry("b", "STRING y");
        assertThat(row(held(open, payloads).events(), 2)).containsEntry("c", "DOUBLE 1.0");
        assertThat(held(closed, payloads).misfits())
                .extracting(Misfit::path)
                .containsExactly("dimensions/b", "metrics/c");
    }

    @Test
    void keepsAValueOutThatHasTwo() {
        EventColumns twice = SentEvents.dimensionAndMetric("x", "5", 6);

        HeldEvents held =
                schema("{\"properties\":{\"x\":{\"type\":\"integer\"}}}").hold(twice);

        assertThat(held.misfits()).extracting(Misfit::path).containsExactly("metrics/x");
    }

    @Test
    void hashesWhatItHoldsAsIfItHadComeTyped() {
        String[] payloads = {"{\"n\":5,\"s\":\"a\"}", "{\"n\":5.0,\"s\":\"a\"}", "{\"n\":6,\"s\":\"a\"}"};
        String v1 = "{\"properties\":{\"n\":{\"type\":\"integer\"},\"s\":{\"type\":\"string\"}}}";
        String v2 = "{\"properties\":{\"n\":{\"type\":\"number\"},\"s\":{\"type\":\"string\"}}}";
        long[] first = held(v1, payloads).events().contentHashes();
        long[] second = held(v2, payloads).events().contentHashes();

        assertThat(first[0]).isEqualTo(first[1]).isNotEqualTo(first[2]);
        assertThat(second).isEqualTo(first);
        EventColumns events = held(v1, payloads).events();
        assertThat(events.slice(0, 3).contentHashes()).isEqualTo(first);
    }

    @Test
    void namesTheColumnsOfTheSchema() {
        assertThat(schema(
                                "{\"properties\":{\"at\":{\"type\":\"string\",\"format\":\"date-time\"},\"n\":{\"type\":\"integer\"}}}")
                        .columns())
                .containsExactly(
                        new ColumnSpec(ColumnRole.METRIC, "at", ColumnType.TIMESTAMP),
                        new ColumnSpec(ColumnRole.METRIC, "n", ColumnType.LONG));
    }

    /** Column by column or event by event, an event is in or out exactly as the validator says of its whole payload. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void decidesAsTheValidatorDoes(long seed) {
        Random random = new Random(seed);
        int byColumn = 0;
        int refused = 0;
        int taken = 0;
        for (int round = 0; round < 30; round++) {
            SchemaDefinition definition = SchemaDefinition.parse(SentEvents.definition(random));
            SchemaValidator validator = SchemaValidator.compile(definition);
            BoundSchema bound = BoundSchema.compile("s", definition);
            byColumn += bound.isByColumn() ? 1 : 0;
            List<String> payloads = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                payloads.add(SentEvents.payload(random));
            }
            Set<Integer> out = bound.hold(SentEvents.of(payloads)).misfits().stream()
                    .map(Misfit::row)
                    .collect(Collectors.toSet());
            for (int i = 0; i < payloads.size(); i++) {
                JsonNode payload = JSON.readTree(payloads.get(i));
                ((ObjectNode) payload).removeNulls();
                boolean valid = validator.validate(payload, 1).isEmpty();
                assertThat(!out.contains(i))
                        .as("%s of %s by column %s", payloads.get(i), definition, bound.isByColumn())
                        .isEqualTo(valid);
                refused += valid ? 0 : 1;
                taken += valid ? 1 : 0;
            }
        }
        assertThat(byColumn).isBetween(3, 29);
        assertThat(refused).isGreaterThan(50);
        assertThat(taken).isGreaterThan(50);
    }
}
