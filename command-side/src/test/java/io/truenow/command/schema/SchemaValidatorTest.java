package io.truenow.command.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

class SchemaValidatorTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration QUICKLY = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            date-time | 2026-11-20T10:11:12Z                 | 2026-11-20 10:11
            date      | 2026-11-20                           | 2026-13-20
            time      | 10:11:12Z                            | 25:11:12Z
            email     | someone@example.org                  | someone
            uuid      | 123e4567-e89b-12d3-a456-426614174000 | 123e4567
            ipv4      | 127.0.0.1                            | 256.0.0.1
            ipv6      | ::1                                  | ::g
            uri       | https://example.org/a                | not a uri
            hostname  | example.org                          | -example-
            regex     | a+                                   | (
            json-pointer          | /a/~0~1/0            | a
            json-pointer          | ``                   | /~2
            relative-json-pointer | 1/a                  | 01/a
            uri-template          | https://a/{b,c:3}{?d*}| {a
            uri-reference         | ../a#b               | a b
            idn-hostname          | bücher.example       | -
            """)
    void formatsAreAsserted(String format, String good, String bad) {
        SchemaValidator validator = compile("{\"properties\":{\"a\":{\"format\":\"" + format + "\"}}}");

        assertThat(validator.validate(MAPPER.readTree("{\"a\":\"" + good + "\"}"), 5))
                .isEmpty();
        assertThat(validator.validate(MAPPER.readTree("{\"a\":\"" + bad + "\"}"), 5))
                .extracting(SchemaValidator.Problem::pointer)
                .containsExactly("/a");
        assertThat(validator.validate(MAPPER.readTree("{\"a\":7}"), 5)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"integer"}               | 1.0                 | 1.5
            {"type":"integer"}               | 12345678901234567890| 1e-3
            {"type":"number"}                | 1                   | "1"
            {"const":1}                      | 1.0                 | 2
            {"enum":[0.5,"a",{"b":[1]}]}     | {"b":[1.0]}         | {"b":[2]}
            {"enum":[0.5]}                   | 0.50                | 0.51
            {"multipleOf":0.1}               | 0.3                 | 0.35
            {"multipleOf":7}                 | 9007199254740995    | 9007199254740996
            {"maximum":0.3}                  | 0.3                 | 0.30000001
            {"minimum":9007199254740993}     | 9007199254740993    | 9007199254740992
            {"type":"integer","maximum":0.5} | 0                   | 1
            {"type":"integer","maximum":3}   | -1e30               | 1e30
            {"type":"integer","minimum":3}   | 12345678901234567890| -12345678901234567890
            {"exclusiveMaximum":0.3}         | 0.2999              | 0.3
            {"exclusiveMinimum":1}           | 1.01                | 1.0
            {"minLength":2}                  | "😀a"               | "😀"
            {"maxLength":1}                  | "😀"                | "😀a"
            {"pattern":"^\\\\d+$"}           | "12"                | "1x"
            {"pattern":"b"}                  | "abc"               | "ac"
            {"pattern":"^\\\\u00e9$"}        | "é"                 | "e"
            {"uniqueItems":true}             | [1,2]               | [1,1.0]
            {"additionalProperties":false}   | {}                  | {"a":1}
            {"propertyNames":{"maxLength":1}}| {"a":1}             | {"ab":1}
            {"contains":{"const":1}}         | [2,1]               | [2]
            {"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}} | {"a":1,"b":1} | {"a":1,"c":1}
            {"dependencies":{"a":["b"]}}     | {"b":1}             | {"a":1}
            {"oneOf":[{"type":"integer"},{"minimum":2}]} | 1 | 3
            """)
    void valuesAreHeldAgainstTheDraft(String schema, String good, String bad) {
        assertThat(compile(schema).validate(MAPPER.readTree(good), 5)).isEmpty();
        assertThat(compile(schema).validate(MAPPER.readTree(bad), 5)).isNotEmpty();
    }

    @Test
    void problemsNameTheirPlaceAndAreAsManyAsWereAskedFor() {
        SchemaValidator validator = compile("""
                {"type":"object","required":["id"],"properties":{
                  "id":{"type":"string"},"a/b":{"type":"array","items":{"type":"integer"}}}}
                """);

        List<SchemaValidator.Problem> problems = validator.validate(MAPPER.readTree("{\"a/b\":[1,\"x\",true]}"), 10);

        assertThat(problems)
                .extracting(SchemaValidator.Problem::pointer)
                .containsExactlyInAnyOrder("", "/a~1b/1", "/a~1b/2");
        assertThat(problems).anySatisfy(problem -> assertThat(problem.message()).contains("'id'"));
        assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
        assertThat(validator.validate(MAPPER.readTree("{\"a/b\":[1,\"x\",true]}"), 2))
                .hasSize(2);
    }

    @Test
    void referencesByNameAndByPointerAreFollowed() {
        SchemaValidator validator = compile("""
                {"$id":"http://example.org/root.json","$schema":"http://json-schema.org/draft-07/schema#",
                 "definitions":{"a b":{"type":"integer"},"n":{"$id":"#name","type":"string"}},
                 "properties":{"x":{"$ref":"#/definitions/a%20b"},"y":{"$ref":"#name"},"z":{"$ref":"#name","type":"null"}}}
                """);

        assertThat(validator.validate(MAPPER.readTree("{\"x\":1,\"y\":\"a\",\"z\":\"a\"}"), 5))
                .isEmpty();
        assertThat(validator.validate(MAPPER.readTree("{\"x\":\"a\",\"y\":1,\"z\":null}"), 5))
                .extracting(SchemaValidator.Problem::pointer)
                .containsExactly("/x", "/y", "/z");
    }

    @Test
    void anExpressionThatWouldExplodeEndsQuickly() {
        SchemaValidator validator = compile("{\"pattern\":\"^(a+)+$\",\"patternProperties\":{\"(x*)*y\":{}}}");

        Assertions.assertTimeoutPreemptively(
                QUICKLY, () -> assertThat(validator.validate(MAPPER.readTree("\"" + "a".repeat(100_000) + "!\""), 1))
                        .hasSize(1));
    }

    @Test
    void aLongTextHasNoFormat() {
        SchemaValidator validator = compile("{\"format\":\"json-pointer\"}");

        assertThat(validator.validate(MAPPER.readTree("\"" + "/a".repeat(1_024) + "\""), 1))
                .isEmpty();
        assertThat(validator.validate(MAPPER.readTree("\"" + "/a".repeat(500_000) + "\""), 1))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "date",
                "date-time",
                "email",
                "hostname",
                "idn-email",
                "idn-hostname",
                "ipv4",
                "ipv6",
                "iri",
                "iri-reference",
                "json-pointer",
                "regex",
                "relative-json-pointer",
                "time",
                "uri",
                "uri-reference",
                "uri-template",
                "uuid"
            })
    void noFormatGoesTooDeepOrTakesLong(String format) {
        SchemaValidator validator = compile("{\"items\":{\"format\":\"" + format + "\"}}");
        ArrayNode texts = MAPPER.createArrayNode();
        for (String part : List.of(
                "a", "/a", "a.", "a@", "{a}", "1", "%41", ":", "(", "[", "é.", "\"", "xn--", "~0", "1.", "a ", "\\")) {
            for (int length : List.of(200, 2_048, 3_000)) {
                texts.add(part.repeat(length).substring(0, length));
                texts.add(("a@" + part.repeat(length)).substring(0, length) + "!");
                texts.add(("http://" + part.repeat(length)).substring(0, length));
            }
        }

        Assertions.assertTimeoutPreemptively(QUICKLY, () -> validator.validate(texts, 1_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"multipleOf\":0.1}",
                "{\"type\":\"integer\"}",
                "{\"maximum\":3,\"type\":\"integer\"}",
                "{\"maximum\":3}",
                "{\"enum\":[1,2.5]}",
                "{\"const\":7}"
            })
    void aHugeNumberIsToldQuickly(String definition) {
        JsonMapper exact = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        SchemaValidator validator = compile(definition);

        Assertions.assertTimeoutPreemptively(QUICKLY, () -> {
            for (String number : List.of("1e999999999", "-1e999999999", "1.5e-999999999", "1e400", "9".repeat(900))) {
                validator.validate(exact.readTree(number), 1);
                validator.validate(MAPPER.readTree(number), 1);
            }
        });
    }

    @Test
    void aDefinitionThatDoublesItsWorkAtEveryLevelEndsQuickly() {
        SchemaValidator validator = compile(
                "{\"properties\":{\"a\":{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}},\"type\":\"object\"}");
        String deep = "{\"a\":".repeat(200) + "{}" + "}".repeat(200);

        Assertions.assertTimeoutPreemptively(QUICKLY, () -> assertThat(validator.validate(MAPPER.readTree(deep), 1))
                .containsExactly(new SchemaValidator.Problem("", "takes more than the allowed steps to look at")));
    }

    @Test
    void oneValidatorServesManyThreads() throws Exception {
        SchemaValidator validator = compile("{\"properties\":{\"a\":{\"type\":\"integer\"}}}");
        Callable<Integer> task = () -> IntStream.range(0, 2_000)
                .map(i -> validator
                        .validate(MAPPER.readTree(i % 2 == 0 ? "{\"a\":1}" : "{\"a\":\"1\"}"), 5)
                        .size())
                .sum();

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> sum : threads.invokeAll(List.of(task, task, task, task))) {
                assertThat(sum.get()).isEqualTo(1_000);
            }
        }
    }

    private static SchemaValidator compile(String json) {
        return SchemaValidator.compile(SchemaDefinition.parse(json));
    }
}
