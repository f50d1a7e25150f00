package io.truenow.command.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SchemaDefinitionTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** Far more than a refusal takes, far less than what it guards against. */
    private static final Duration QUICKLY = Duration.ofMinutes(2);

    @Test
    void spacesOrderAndSpellingsOfNumbersDoNotCount() {
        SchemaDefinition one = SchemaDefinition.parse(
                "{ \"type\":\"object\", \"properties\" : {\"b\":{\"minimum\":1.50},\"a\":{\"maximum\":10e1}} }");
        SchemaDefinition other = SchemaDefinition.parse(
                "{\"properties\":{\"a\":{\"maximum\":100.0},\"b\":{\"minimum\":1.5}},\"type\":\"object\"}");

        assertThat(one.canonicalJson())
                .isEqualTo("{\"properties\":{\"a\":{\"maximum\":100},\"b\":{\"minimum\":1.5}},\"type\":\"object\"}");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    }

    @Test
    void aTreeAndItsTextAreTheSameDefinition() {
        String json = "{\"enum\":[0.1,-0.0,1e300,12345678901234567890,\"é\\u0001\\\"\"],\"title\":\"\\ud83d\\ude00\"}";

        SchemaDefinition fromText = SchemaDefinition.parse(json);

        assertThat(SchemaDefinition.parse(MAPPER.readTree(json))).isEqualTo(fromText);
        assertThat(fromText.canonicalJson())
                .isEqualTo("{\"enum\":[0.1,0,1E+300,12345678901234567890,\"é\\u0001\\\"\"],\"title\":\"😀\"}");
        assertThat(SchemaDefinition.parse(fromText.canonicalJson())).isEqualTo(fromText);
    }

    @Test
    void keysAreSortedByCodePoint() {
        // U+FF5E comes before U+1F600, though the latter's first UTF-16 unit is smaller.
        assertThat(SchemaDefinition.parse("{\"properties\":{\"😀\":{},\"~\":{},\"z\":{},\"Z\":{},\"zz\":{}}}")
                        .canonicalJson())
                .isEqualTo("{\"properties\":{\"Z\":{},\"z\":{},\"zz\":{},\"~\":{},\"😀\":{}}}");
    }

    @Test
    void theFingerprintIsThatOfTheCanonicalText() {
        // printf '%s' '{"type":"object"}' | sha256sum
        assertThat(SchemaDefinition.parse(" { \"type\" : \"object\" } ").fingerprint())
                .isEqualTo("sha256:a2c799262a3ce3c19ef5cdd983bf3d12b43ab3c426227091b909dcb7054738c0");
        assertThat(SchemaDefinition.parse("{\"type\":\"array\"}").fingerprint())
                .matches("sha256:[0-9a-f]{64}")
                .isNotEqualTo("sha256:a2c799262a3ce3c19ef5cdd983bf3d12b43ab3c426227091b909dcb7054738c0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                                  | /definition
            true                                                                | /definition
            "text"                                                              | /definition
            null                                                                | /definition
            {                                                                   | /definition
            {} {}                                                               | /definition
            {"type":"object","type":"array"}                                    | /definition
            {"type":"objekt"}                                                   | /definition/type
            {"type":[]}                                                         | /definition/type
            {"properties":{"a":{"minimum":"1"}}}                                | /definition/properties/a/minimum
            {"properties":{"a/b":{"type":7}}}                                   | /definition/properties/a~1b/type
            {"required":"a"}                                                    | /definition/required
            {"minLength":-1}                                                    | /definition/minLength
            {"multipleOf":0}                                                    | /definition/multipleOf
            {"properties":[]}                                                   | /definition/properties
            {"items":3}                                                         | /definition/items
            {"$defs":{"a":{"type":3}}}                                          | /definition/$defs/a/type
            {"$schema":"https://json-schema.org/draft/2020-12/schema"}          | /definition/$schema
            {"$schema":"file:///etc/passwd"}                                    | /definition/$schema
            {"properties":{"a":{"$ref":"http://127.0.0.1:1/schema.json"}}}      | /definition/properties/a/$ref
            {"properties":{"a":{"$ref":"file:///etc/passwd"}}}                  | /definition/properties/a/$ref
            {"properties":{"a":{"$ref":"other.json#/a"}}}                       | /definition/properties/a/$ref
            {"properties":{"a":{"$ref":"http://json-schema.org/draft-07/schema#"}}} | /definition/properties/a/$ref
            {"properties":{"a":{"$ref":"#/definitions/b"}}}                     | /definition/properties/a/$ref
            {"properties":{"a":{"$ref":"#/required"}},"required":["a"]}         | /definition/properties/a/$ref
            {"properties":{"a":{"$ref":"#nowhere"}}}                            | /definition/properties/a/$ref
            {"properties":{"a":{"$id":"http://127.0.0.1/x"}}}                   | /definition/properties/a/$id
            {"properties":{"a":{"pattern":"("}}}                                | /definition/properties/a/pattern
            {"pattern":"(?=a)b"}                                                | /definition/pattern
            {"patternProperties":{"(a)\\\\1":{}}}                               | /definition/patternProperties/(a)\\1
            {"pattern":"((a{100}){100}){100}"}                                  | /definition/pattern
            {"maximum":1e999999999}                                             | /definition/maximum
            {"maximum":1e-999999999}                                            | /definition/maximum
            """)
    void aDefinitionThatIsNoneIsRefusedAtItsPlace(String json, String pointer) {
        assertRefused(json, pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"$ref":"#"}
            {"allOf":[{"$ref":"#"}]}
            {"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"$ref":"#/definitions/a"}},"$ref":"#/definitions/a"}
            {"definitions":{"a":{"anyOf":[{"type":"null"},{"not":{"$ref":"#/definitions/a"}}]}}}
            {"definitions":{"a":{"if":{"$ref":"#n"}},"b":{"$id":"#n","then":{"$ref":"#/definitions/a"}}}}
            {"dependencies":{"a":{"$ref":"#"}}}
            """)
    void aCircleOfReferencesThatNeverEndsIsRefused(String json) {
        Assertions.assertTimeoutPreemptively(
                QUICKLY,
                () -> assertThat(refusal(json).getMessage()).isEqualTo("The schema refers to itself in a circle."));
    }

    @Test
    void aSchemaMayContainItself() {
        SchemaDefinition tree = SchemaDefinition.parse(
                "{\"properties\":{\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}},\"type\":\"object\"}");
        SchemaValidator validator = SchemaValidator.compile(tree);

        assertThat(validator.validate(MAPPER.readTree("{\"children\":[{\"children\":[]}]}"), 10))
                .isEmpty();
        assertThat(validator.validate(MAPPER.readTree("{\"children\":[{\"children\":[7]}]}"), 10))
                .extracting(SchemaValidator.Problem::pointer)
                .containsExactly("/children/0/children/0");
    }

    @Test
    void theBoundOfBytesIsTakenAndOneMoreIsNot() {
        int around = "{\"title\":\"\"}".length();
        String title = "é".repeat((SchemaDefinition.MAX_BYTES - around) / 2);
        SchemaDefinition largest = SchemaDefinition.parse("{\"title\":\"" + title + "\"}");

        assertThat(largest.canonicalJson().getBytes(StandardCharsets.UTF_8)).hasSize(SchemaDefinition.MAX_BYTES);
        assertRefused("{\"title\":\"" + title + "a\"}", "/definition");
    }

    @Test
    void theBoundOfDepthIsTakenAndOneMoreIsNot() {
        assertThat(SchemaDefinition.parse(nested(SchemaDefinition.MAX_DEPTH)).canonicalJson())
                .startsWith("{\"not\":{");
        assertThat(refusal(nested(SchemaDefinition.MAX_DEPTH + 1)).getMessage())
                .isEqualTo("The definition nests deeper than [64] levels.");
    }

    @Test
    void hostileDefinitionsAreRefusedQuickly() {
        Assertions.assertTimeoutPreemptively(QUICKLY, () -> {
            assertRefused(nested(10_000), "/definition");
            ObjectNode deep = MAPPER.createObjectNode();
            for (int i = 0; i < 10_000; i++) {
                ObjectNode outer = MAPPER.createObjectNode();
                outer.set("not", deep);
                deep = outer;
            }
            JsonNode tree = deep;
            TrueNowException refusal = catchThrowableOfType(TrueNowException.class, () -> SchemaDefinition.parse(tree));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_VALUE);
            assertThat(refusal.pointer()).startsWith("/definition/not/not");
            assertRefused("{\"title\":\"" + "a".repeat(20_000_000) + "\"}", "/definition");
            assertRefused("{\"maximum\":" + "9".repeat(900) + "}", "/definition/maximum");
            assertRefused("{\"pattern\":\"" + "(".repeat(900) + "\"}", "/definition/pattern");
            assertRefused("{\"pattern\":\"[[:alpha:])](((a{900}){900}){900}){900}\"}", "/definition/pattern");
        });
    }

    @Test
    void aLongChainOfReferencesIsRefusedQuickly() {
        StringBuilder chain = new StringBuilder("{\"definitions\":{\"a0\":{}");
        for (int i = 1; i < 20_000; i++) {
            chain.append(",\"a")
                    .append(i)
                    .append("\":{\"$ref\":\"#/definitions/a")
                    .append(i - 1)
                    .append("\"}");
        }
        Assertions.assertTimeoutPreemptively(
                QUICKLY, () -> assertThat(refusal(chain.append("}}").toString()).getMessage())
                        .startsWith("More than [100] schemas"));
    }

    @Test
    void aLargeHonestDefinitionIsTakenQuickly() {
        StringBuilder wide = new StringBuilder("{\"properties\":{\"a\":{}");
        for (int i = 0; i < 15_000; i++) {
            wide.append(",\"property")
                    .append(i)
                    .append("\":{\"type\":\"string\",\"maxLength\":")
                    .append(i)
                    .append("}");
        }
        Assertions.assertTimeoutPreemptively(QUICKLY, () -> assertThat(
                        SchemaDefinition.parse(wide.append("}}").toString()).fingerprint())
                .startsWith("sha256:"));
    }

    private static String nested(int levels) {
        return "{\"not\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }

    private static void assertRefused(String json, String pointer) {
        TrueNowException refusal = refusal(json);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_VALUE);
        assertThat(refusal.pointer()).isEqualTo(pointer);
        assertThat(refusal.getMessage()).hasSizeLessThan(2_000);
    }

    private static TrueNowException refusal(String json) {
        TrueNowException refusal = catchThrowableOfType(TrueNowException.class, () -> SchemaDefinition.parse(json));
        assertThat(refusal)
                .as("refusal of " + (json.length() < 500 ? json : "a long text"))
                .isNotNull();
        return refusal;
    }
}
