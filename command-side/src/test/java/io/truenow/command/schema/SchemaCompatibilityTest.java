package io.truenow.command.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.schema.SchemaCompatibility.Incompatibility;
import io.truenow.events.schema.CompatibilityMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCompatibilityTest {

    private static final Duration QUICKLY = Duration.ofMinutes(2);

    /** Each row: the older, the newer, the first kind of reason looking backward and looking forward; - is compatible. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                      | {}                                       | -             | -
            {}                                      | {"title":"a","description":"b"}          | -             | -
            {"type":"integer"}                      | {"type":"number"}                        | -             | TYPE
            {"type":"number"}                       | {"type":"integer"}                       | TYPE          | -
            {"type":"string"}                       | {"type":"integer"}                       | TYPE          | TYPE
            {"type":"string"}                       | {"type":["string","null"]}               | -             | TYPE
            {"type":["integer","number"]}           | {"type":"number"}                        | -             | -
            {"type":"string"}                       | {}                                       | -             | TYPE
            {"type":"boolean"}                      | {"enum":[true,false]}                    | -             | -
            {"type":"null"}                         | {"const":null}                           | -             | -
            {"enum":["a","b"]}                      | {"enum":["b","c","a"]}                   | -             | ENUM
            {"enum":["a","b"]}                      | {"enum":["a"]}                           | ENUM          | -
            {"enum":["a","b"]}                      | {"type":"string"}                        | -             | ENUM
            {"enum":["a",1]}                        | {"type":"string"}                        | TYPE          | ENUM
            {"type":"string"}                       | {"type":"string","enum":["a"]}           | ENUM          | -
            {"const":1}                             | {"const":1.0}                            | -             | -
            {"const":1}                             | {"const":2}                              | CONST         | CONST
            {"const":1}                             | {"enum":[1,2]}                           | -             | CONST
            {"const":5}                             | {"minimum":5,"maximum":5}                | -             | CONST
            {"minimum":1}                           | {"minimum":2}                            | BOUND         | -
            {"minimum":2}                           | {"minimum":1}                            | -             | BOUND
            {"minimum":1}                           | {}                                       | -             | BOUND
            {"minimum":1}                           | {"exclusiveMinimum":1}                   | BOUND         | -
            {"exclusiveMinimum":1}                  | {"minimum":1}                            | -             | BOUND
            {"type":"integer","exclusiveMinimum":1} | {"type":"integer","minimum":2}           | -             | -
            {"type":"integer","minimum":1.5}        | {"type":"integer","minimum":2}           | -             | -
            {"type":"number","exclusiveMinimum":1}  | {"type":"number","minimum":2}            | BOUND         | -
            {"maximum":2}                           | {"maximum":1}                            | BOUND         | -
            {"maximum":2}                           | {"exclusiveMaximum":2}                   | BOUND         | -
            {"exclusiveMaximum":2}                  | {"exclusiveMaximum":3}                   | -             | BOUND
            {"type":"integer","exclusiveMaximum":3} | {"type":"integer","maximum":2}           | -             | -
            {"type":"string"}                       | {"type":"string","minimum":3}            | -             | -
            {"multipleOf":4}                        | {"multipleOf":2}                         | -             | MULTIPLE_OF
            {"multipleOf":2}                        | {"multipleOf":3}                         | MULTIPLE_OF   | MULTIPLE_OF
            {"type":"integer"}                      | {"type":"number","multipleOf":0.5}       | -             | TYPE
            {"minLength":2}                         | {"minLength":3}                          | BOUND         | -
            {"maxLength":3}                         | {"maxLength":2}                          | BOUND         | -
            {"enum":["ab","abc"]}                   | {"type":"string","minLength":2,"maxLength":3,"pattern":"^a"} | - | ENUM
            {"enum":["ab","😀"]}                    | {"minLength":2}                          | BOUND         | ENUM
            {"pattern":"a"}                         | {"pattern":"b"}                          | PATTERN       | PATTERN
            {"pattern":"a"}                         | {}                                       | -             | PATTERN
            {"type":"string"}                       | {"type":"string","format":"date"}        | FORMAT        | -
            {"format":"date"}                       | {"format":"time"}                        | FORMAT        | FORMAT
            {"contentEncoding":"base64"}            | {}                                       | -             | CONTENT
            {"minItems":1}                          | {"minItems":2}                           | BOUND         | -
            {"maxItems":2}                          | {"maxItems":1}                           | BOUND         | -
            {"uniqueItems":true}                    | {"uniqueItems":false}                    | -             | UNIQUE_ITEMS
            {"maxItems":1}                          | {"maxItems":1,"uniqueItems":true}        | -             | -
            {"items":{"type":"integer"}}            | {"items":{"type":"number"}}              | -             | TYPE
            {"items":{"type":"integer"}}            | {}                                       | -             | TYPE
            {"items":[{"type":"integer"}]}          | {"items":[{"type":"integer"},{"type":"string"}]} | TYPE  | -
            {"items":[{"type":"integer"}],"additionalItems":false} | {"items":{"type":"integer"}} | -          | NEVER_VALID
            {"items":[{}],"additionalItems":false}  | {"maxItems":1}                           | -             | -
            {"maxItems":1,"items":{"type":"string"}}| {"items":[{"type":"string"},{"type":"null"}]} | -        | BOUND
            {"contains":{"const":1}}                | {"contains":{"type":"integer"}}          | -             | CONTAINS
            {"minItems":1,"items":{"const":1}}      | {"contains":{"const":1}}                 | -             | BOUND
            {"minProperties":1}                     | {"minProperties":2}                      | BOUND         | -
            {"maxProperties":2}                     | {"maxProperties":1}                      | BOUND         | -
            {"required":["a","b"]}                  | {"minProperties":2}                      | -             | REQUIRED_ADDED
            {"properties":{"a":{}}}                 | {"properties":{"a":{}},"required":["a"]} | REQUIRED_ADDED | -
            {"properties":{"a":{}},"required":["a"]}| {"properties":{"a":{}}}                  | -             | REQUIRED_ADDED
            {"properties":{"a":{}},"required":["a"]}| {"properties":{}}                        | REQUIRED_REMOVED | REQUIRED_ADDED
            {"properties":{"a":{}}}                 | {"properties":{}}                        | -             | -
            {"properties":{"a":{"type":"string"}}}  | {}                                       | -             | -
            {"properties":{}}                       | {"properties":{"a":{"type":"string"}}}   | -             | -
            {"properties":{"a":true}}               | {"properties":{"a":{"type":"string"}}}   | TYPE          | -
            {"properties":{"a":{"type":"string"}}}  | {"properties":{"a":{"type":"string"}},"additionalProperties":false} | ADDITIONAL_PROPERTIES | -
            {"properties":{"a":{}},"additionalProperties":false} | {"properties":{},"additionalProperties":false} | ADDITIONAL_PROPERTIES | -
            {"properties":{"a":{}},"additionalProperties":false} | {"properties":{"a":{},"b":{}},"additionalProperties":false} | - | ADDITIONAL_PROPERTIES
            {"properties":{"a":{}},"additionalProperties":false} | {"properties":{"a":{}},"additionalProperties":{"type":"string"}} | - | ADDITIONAL_PROPERTIES
            {"additionalProperties":{"type":"string"}} | {"properties":{"a":{"type":"integer"}},"additionalProperties":{"type":"string"}} | TYPE | TYPE
            {"additionalProperties":{"type":"integer"}} | {"additionalProperties":{"type":"number"}} | -       | TYPE
            {"properties":{"o":{"properties":{"a":{"type":"string"}}}}} | {"properties":{"o":{"properties":{"a":{"type":"string","maxLength":3}}}}} | BOUND | -
            {"patternProperties":{"^a":{"type":"integer"}}} | {"patternProperties":{"^a":{"type":"number"}}} | - | TYPE
            {"properties":{"ab":{"type":"string"}},"additionalProperties":false} | {"patternProperties":{"^a":{"type":"string"}}} | - | NEVER_VALID
            {"properties":{"ab":{"type":"string"}},"additionalProperties":false} | {"patternProperties":{"^a":{"type":"integer"}}} | TYPE | TYPE
            {}                                      | {"patternProperties":{"^a":{"type":"string"}}} | PATTERN_PROPERTIES | -
            {"patternProperties":{"^a":{}},"additionalProperties":false} | {"propertyNames":{"pattern":"^a"}} | PROPERTY_NAMES | ADDITIONAL_PROPERTIES
            {"properties":{"ab":{}},"additionalProperties":false} | {"propertyNames":{"maxLength":2}} | -         | ADDITIONAL_PROPERTIES
            {"propertyNames":{"maxLength":2}}       | {"propertyNames":{"maxLength":3}}        | -             | PROPERTY_NAMES
            {}                                      | {"dependencies":{"a":["b"]}}             | DEPENDENCIES  | -
            {"required":["b"]}                      | {"dependencies":{"a":["b"]}}             | -             | REQUIRED_ADDED
            {"dependencies":{"a":["b","c"]}}        | {"dependencies":{"a":["c"]}}             | -             | DEPENDENCIES
            {"dependencies":{"a":{"minProperties":2}}} | {"dependencies":{"a":{"minProperties":2}}} | -        | -
            {"type":"integer"}                      | {"anyOf":[{"type":"integer"},{"type":"string"}]} | -     | TYPE
            {"type":["integer","string"]}           | {"anyOf":[{"type":"integer"},{"type":"string"}]} | -     | -
            {"anyOf":[{"type":"integer"},{"type":"string"}]} | {"type":["integer","string","null"]} | -        | NOT_PROVABLE
            {"anyOf":[{"type":"integer"},{"type":"string"}]} | {"anyOf":[{"type":"string"}]}   | NOT_PROVABLE  | -
            {"enum":["a","b"]}                      | {"anyOf":[{"const":"b"},{"const":"a"}]}  | -             | -
            {"type":"string"}                       | {"oneOf":[{"type":"string"},{"type":"null"}]} | -        | TYPE
            {"type":"integer"}                      | {"oneOf":[{"type":"integer"},{"type":"number"}]} | NOT_PROVABLE | TYPE
            {"oneOf":[{"type":"integer"},{"minimum":2}]} | {"title":"same","oneOf":[{"type":"integer"},{"minimum":2}]} | - | -
            {"oneOf":[{"required":["k"],"properties":{"k":{"const":1}}},{"required":["k"],"properties":{"k":{"const":2}}}],"type":"object"} | {"type":"object","oneOf":[{"required":["k"],"properties":{"k":{"const":1}}},{"required":["k"],"properties":{"k":{"const":2}}},{"required":["k"],"properties":{"k":{"const":3}}}]} | - | NOT_PROVABLE
            {"type":"integer","minimum":1}          | {"allOf":[{"type":"number"},{"minimum":0}]} | -          | TYPE
            {"allOf":[{"type":"integer"},{"minimum":1}]} | {"type":"integer","minimum":1}      | -             | -
            {"type":"string"}                       | {"not":{"type":"integer"}}               | -             | TYPE
            {"not":{"type":"integer"}}              | {"not":{"type":"integer"},"title":"n"}   | -             | -
            {}                                      | {"not":{"required":["a"]}}               | NOT_PROVABLE  | -
            {"if":{"required":["a"]},"then":{"required":["b"]}} | {"if":{"required":["a"]},"then":{"required":["b"]},"title":"t"} | - | -
            {"if":{"required":["a"]},"then":{"required":["b"]}} | {}                           | -             | NOT_PROVABLE
            {"required":["b"]}                      | {"if":{"required":["a"]},"then":{"required":["b"]}} | -  | REQUIRED_ADDED
            {"$ref":"#/definitions/a","definitions":{"a":{"type":"integer"}}} | {"type":"number"} | -            | TYPE
            {"properties":{"a":{"$ref":"#/definitions/s"}},"definitions":{"s":{"type":"string"}}} | {"properties":{"a":{"type":"string"}}} | - | -
            {"properties":{"n":{"$ref":"#"}}}       | {"properties":{"n":{"$ref":"#"}},"maxProperties":3} | BOUND | -
            {"properties":{"n":{"$ref":"#"},"v":{"type":"integer"}}} | {"properties":{"n":{"$ref":"#/definitions/m"},"v":{"type":"number"}},"definitions":{"m":{"properties":{"n":{"$ref":"#"},"v":{"type":"number"}}}}} | - | TYPE
            {"allOf":[{"$ref":"#/definitions/x"}],"anyOf":[{"$ref":"#/definitions/x"},{"minimum":3}],"definitions":{"x":{"type":"number"}}} | {"minimum":1} | BOUND | TYPE
            {"properties":{"a":false}}              | {"properties":{"a":{"type":"string"}}}   | -             | NEVER_VALID
            {"items":false}                         | {"items":{"type":"string"}}              | -             | NEVER_VALID
            """)
    void whatIsCompatibleIsSoInTheDirectionAsked(String older, String newer, String backward, String forward) {
        assertThat(first(CompatibilityMode.BACKWARD, older, newer))
                .as("backward")
                .isEqualTo(backward);
        assertThat(first(CompatibilityMode.FORWARD, older, newer)).as("forward").isEqualTo(forward);
        assertThat(check(CompatibilityMode.FULL, older, newer).isEmpty())
                .as("full")
                .isEqualTo(backward.equals("-") && forward.equals("-"));
        assertThat(check(CompatibilityMode.NONE, older, newer)).as("none").isEmpty();
        assertThat(check(CompatibilityMode.FULL, older, older)).as("itself").isEmpty();
    }

    @Test
    void theDocumentedSentencesStandWordForWord() {
        assertThat(check(
                        CompatibilityMode.BACKWARD,
                        "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}},\"required\":[\"x\"]}",
                        "{\"type\":\"object\",\"properties\":{\"y\":{\"type\":\"string\"}}}"))
                .containsExactly(new Incompatibility(
                        "/properties/x",
                        "REQUIRED_REMOVED",
                        "backward incompatible: required field \"x\" removed from properties"));
        assertThat(check(
                        CompatibilityMode.BACKWARD,
                        "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}}}",
                        "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}},\"required\":[\"x\"]}"))
                .containsExactly(new Incompatibility(
                        "/required", "REQUIRED_ADDED", "backward incompatible: new required field \"x\" added"));
    }

    @Test
    void aReasonPointsIntoTheNewerDefinition() {
        String older =
                "{\"properties\":{\"a/b\":{\"$ref\":\"#/definitions/s\"}},\"definitions\":{\"s\":{\"maxLength\":5}}}";
        String newer = "{\"properties\":{\"a/b\":{\"items\":[{},{\"maximum\":3}],\"maxLength\":4}}}";

        assertThat(check(CompatibilityMode.BACKWARD, older, newer))
                .containsExactlyInAnyOrder(
                        new Incompatibility(
                                "/properties/a~1b/maxLength",
                                "BOUND",
                                "backward incompatible: [maxLength] 4 is tighter than before"),
                        new Incompatibility(
                                "/properties/a~1b/items/1/maximum",
                                "BOUND",
                                "backward incompatible: [maximum] 3 is tighter than before"));
        assertThat(check(CompatibilityMode.FORWARD, newer, older))
                .extracting(Incompatibility::pointer)
                .contains("/definitions/s/maxLength");
    }

    @Test
    void reasonsOfBothDirectionsAreTold() {
        assertThat(check(CompatibilityMode.FULL, "{\"type\":\"string\"}", "{\"type\":\"integer\"}"))
                .extracting(Incompatibility::message)
                .containsExactly(
                        "backward incompatible: type [string] changed to [integer]",
                        "forward incompatible: type [integer] changed to [string]");
    }

    @Test
    void theOneLoosenessEndsWhereANameIsMentioned() {
        // An open schema lets any "b" through, yet adding "b" is taken; but not where some case speaks of "b".
        assertThat(first(
                        CompatibilityMode.BACKWARD,
                        "{\"properties\":{\"a\":{}}}",
                        "{\"properties\":{\"a\":{},\"b\":{\"type\":\"string\"}}}"))
                .isEqualTo("-");
        assertThat(first(
                        CompatibilityMode.BACKWARD,
                        "{\"anyOf\":[{\"required\":[\"a\"]},{\"properties\":{\"b\":{\"type\":\"integer\"}}}]}",
                        "{\"properties\":{\"b\":{\"type\":\"string\"}}}"))
                .isEqualTo("TYPE");
    }

    @Test
    void twoHostileDefinitionsEndQuickly() {
        StringBuilder doubling = new StringBuilder("{\"definitions\":{\"a0\":{\"type\":\"integer\"}");
        for (int i = 1; i < 45; i++) {
            String below = "{\"$ref\":\"#/definitions/a" + (i - 1) + "\"}";
            doubling.append(",\"a" + i + "\":{\"anyOf\":[" + below + "," + below + ",{\"minimum\":" + i + "}]}");
        }
        String older = doubling + "},\"$ref\":\"#/definitions/a44\"}";
        String newer = older.replace("\"minimum\":1}", "\"minimum\":0}");
        StringBuilder chain =
                new StringBuilder("{\"$ref\":\"#/definitions/a4499\",\"definitions\":{\"a0\":{\"type\":\"integer\"}");
        for (int i = 1; i < 9_000; i++) {
            chain.append(",\"a" + i + "\":{\"properties\":{\"n\":{\"$ref\":\"#/definitions/a" + (i - 1) + "\"}}}");
        }
        String deep = chain + "}}";

        Assertions.assertTimeoutPreemptively(QUICKLY, () -> {
            assertThat(check(CompatibilityMode.FULL, older, newer)).isNotEmpty();
            assertThat(check(CompatibilityMode.FULL, deep, deep.replace("integer", "number")))
                    .isNotEmpty();
        });
    }

    private static String first(CompatibilityMode mode, String older, String newer) {
        List<Incompatibility> reasons = check(mode, older, newer);
        return reasons.isEmpty() ? "-" : reasons.getFirst().kind();
    }

    private static List<Incompatibility> check(CompatibilityMode mode, String older, String newer) {
        return SchemaCompatibility.check(mode, SchemaDefinition.parse(older), SchemaDefinition.parse(newer));
    }
}
