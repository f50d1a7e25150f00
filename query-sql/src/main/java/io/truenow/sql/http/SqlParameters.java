package io.truenow.sql.http;

import static io.truenow.sql.http.QueryParser.invalid;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Values of a statement's parameters in JSON. A bare value takes the type that the statement needs in its place; {@code
 * {"type":"BIGINT","value":"7"}} must be one of that type first, whatever the statement needs.
 */
final class SqlParameters {

    private static final String TYPES =
            "Types are VARCHAR, BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE, DATE and TIMESTAMP.";

    private SqlParameters() {}

    static List<@Nullable Object> read(@Nullable JsonNode node) {
        List<@Nullable Object> values = new ArrayList<>();
        if (node == null || node.isNull()) {
            return values;
        }
        if (!node.isArray()) {
            throw invalid("The field [parameters] is a list.", "/parameters", null);
        }
        for (int i = 0; i < node.size(); i++) {
            String pointer = "/parameters/" + i;
            JsonNode value = node.get(i);
            if (value.isArray()) {
                throw invalid("Parameter [" + (i + 1) + "] is one value.", pointer, null);
            }
            values.add(value.isObject() ? typed(value, pointer) : bare(value));
        }
        return values;
    }

    private static @Nullable Object bare(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return value.isBoolean()
                ? (Object) value.booleanValue()
                : value.isNumber() ? value.decimalValue() : value.asString();
    }

    private static @Nullable Object typed(JsonNode object, String pointer) {
        JsonNode type = object.get("type");
        JsonNode value = object.get("value");
        if (type == null || !type.isString() || value == null || value.isObject() || value.isArray()) {
            throw invalid("A parameter with a type is {\"type\":\"BIGINT\",\"value\":7}.", pointer, TYPES);
        }
        if (value.isNull()) {
            return null;
        }
        String name = type.stringValue().toUpperCase(Locale.ROOT);
        try {
            return switch (name) {
                case "VARCHAR", "CHAR" -> value.asString();
                case "BOOLEAN" -> bool(value.asString());
                case "TINYINT" -> new BigDecimal(value.asString()).byteValueExact();
                case "SMALLINT" -> new BigDecimal(value.asString()).shortValueExact();
                case "INTEGER", "INT" -> new BigDecimal(value.asString()).intValueExact();
                case "BIGINT" -> new BigDecimal(value.asString()).longValueExact();
                case "DECIMAL", "NUMERIC" -> new BigDecimal(value.asString());
                case "REAL", "FLOAT", "DOUBLE" -> Double.valueOf(value.asString());
                case "DATE" -> LocalDate.parse(value.asString()).toString();
                case "TIMESTAMP" -> timestamp(value);
                default -> throw invalid("The type [" + name + "] is not known.", pointer + "/type", TYPES);
            };
        } catch (NumberFormatException | ArithmeticException | DateTimeException notThatType) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The value [" + value.asString() + "] is no " + name + ".",
                    pointer + "/value",
                    null,
                    notThatType);
        }
    }

    private static Boolean bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw new NumberFormatException(text);
    }

    /** ISO-8601, or microseconds since 1970 as everywhere in this API. */
    private static Object timestamp(JsonNode value) {
        long micros = value.isNumber() ? value.decimalValue().longValueExact() : TimeText.parseIso(value.asString());
        return java.time.Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
