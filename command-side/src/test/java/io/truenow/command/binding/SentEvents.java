package io.truenow.command.binding;

import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.SentAs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events as a door reads them, from payloads as JSON; and payloads and definitions by chance. */
final class SentEvents {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> VALUES = List.of(
            "\"a\"",
            "\"b\"",
            "\"abc\"",
            "\"\"",
            "\"2026-11-20T00:00:00Z\"",
            "\"x@y.z\"",
            "0",
            "1",
            "5",
            "5.0",
            "7.5",
            "-3",
            "100",
            "true",
            "false",
            "null",
            "[]",
            "[1,2]",
            "[\"a\"]",
            "{}",
            "{\"k\":1}",
            "{\"k\":\"a\"}");

    private static final List<String> PROPERTIES = List.of(
            "{}",
            "{\"type\":\"string\"}",
            "{\"type\":\"string\",\"minLength\":1,\"maxLength\":2}",
            "{\"type\":\"string\",\"pattern\":\"^[ab]\"}",
            "{\"type\":\"string\",\"format\":\"date-time\"}",
            "{\"type\":\"string\",\"format\":\"email\"}",
            "{\"type\":[\"string\",\"null\"],\"enum\":[\"a\",\"b\",null]}",
            "{\"type\":\"integer\"}",
            "{\"type\":\"integer\",\"minimum\":1,\"maximum\":50}",
            "{\"type\":[\"integer\",\"string\"]}",
            "{\"type\":\"number\",\"exclusiveMinimum\":0}",
            "{\"type\":\"number\",\"multipleOf\":2.5}",
            "{\"type\":\"number\",\"minimum\":0.5}",
            "{\"enum\":[1,\"a\",true]}",
            "{\"const\":5}",
            "{\"type\":\"boolean\"}",
            "{\"type\":[\"boolean\",\"number\"]}",
            "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}",
            "{\"type\":\"object\",\"required\":[\"k\"],\"properties\":{\"k\":{\"type\":\"integer\"}}}",
            "{\"type\":[\"object\",\"string\"]}",
            "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\",\"minimum\":3}]}",
            "{\"not\":{\"type\":\"string\"}}",
            "true",
            "{\"$ref\":\"#/definitions/small\"}",
            "{\"type\":\"array\",\"items\":{\"$ref\":\"#/definitions/small\"}}");

    private SentEvents() {}

    /** A definition over the properties p0 to p3. */
    static String definition(Random random) {
        StringBuilder text = new StringBuilder("{\"definitions\":{\"small\":{\"type\":\"integer\",\"maximum\":5}}");
        text.append(",\"properties\":{");
        int properties = 1 + random.nextInt(4);
        for (int i = 0; i < properties; i++) {
            text.append(i == 0 ? "" : ",").append("\"p").append(i).append("\":").append(pick(random, PROPERTIES));
        }
        text.append('}');
        if (random.nextBoolean()) {
            text.append(",\"type\":\"object\"");
        }
        if (random.nextInt(3) == 0) {
            // Never of a property that may be null: there the product takes absent for null.
            text.append(",\"required\":[\"p9\"]".replace("p9", "p" + random.nextInt(5)));
            if (Stream.of("null", ":{}", "true", "not").anyMatch(part -> text.indexOf(part) >= 0)) {
                return definition(random);
            }
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> text.append(",\"additionalProperties\":false");
            case 2 -> text.append(",\"additionalProperties\":{\"type\":\"string\"}");
            case 3 -> text.append(",\"if\":{\"required\":[\"p0\"]},\"then\":{\"required\":[\"p1\"]}");
            case 4 -> text.append(",\"minProperties\":2");
            default -> {}
        }
        return text.append('}').toString();
    }

    /** A payload over the properties p0 to p5. */
    static String payload(Random random) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            if (random.nextInt(i < 4 ? 5 : 2) > 0 == i < 4) {
                parts.add("\"p" + i + "\":" + pick(random, VALUES));
            }
        }
        return "{" + String.join(",", parts) + "}";
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The events of payloads: numbers among the metrics, everything else among the dimensions. */
    static EventColumns of(List<String> payloads) {
        EventColumnsBuilder builder = new EventColumnsBuilder(payloads.size());
        for (int i = 0; i < payloads.size(); i++) {
            byte[] id = utf8("id-" + i);
            builder.beginRow();
            builder.id(id, 0, id.length);
            builder.eventTimeMicros(1_000_000L);
            JSON.readTree(payloads.get(i)).properties().forEach(p -> set(builder, p.getKey(), p.getValue()));
            builder.endRow();
        }
        return builder.build();
    }

    private static void set(EventColumnsBuilder builder, String name, JsonNode value) {
        byte[] key = utf8(name);
        if (value.isNull()) {
            return;
        }
        if (value.isNumber()) {
            int metric = builder.metric(key, 0, key.length);
            if (value.isIntegralNumber() && Math.abs(value.longValue()) > 1L << 53) {
                builder.setWhole(metric, value.longValue());
            } else {
                builder.setMetric(metric, value.doubleValue());
            }
            return;
        }
        byte kind = value.isString() ? SentAs.TEXT : value.isBoolean() ? SentAs.BOOLEAN : SentAs.JSON;
        byte[] text = utf8(value.isString() ? value.stringValue() : value.toString());
        builder.setDimension(builder.dimension(key, 0, key.length), text, 0, text.length, kind);
    }

    /** One event with the same name in both places. */
    static EventColumns dimensionAndMetric(String name, String text, double number) {
        EventColumnsBuilder builder = new EventColumnsBuilder(1);
        byte[] key = utf8(name);
        byte[] value = utf8(text);
        builder.beginRow();
        builder.id(key, 0, key.length);
        builder.setDimension(builder.dimension(key, 0, key.length), value, 0, value.length, SentAs.NUMBER);
        builder.setMetric(builder.metric(key, 0, key.length), number);
        builder.endRow();
        return builder.build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
