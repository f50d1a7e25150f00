package io.truenow.command.binding;

import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.SentAs;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/** Values of columns as the JSON that was sent. A number that is whole is whole, however it was written. Thread-safe. */
final class SentValue {

    private static final double MAX_EXACT = 0x1p53;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SentValue() {}

    /** A text that was sent in a certain way; null for an object or an array that is more than is looked at. */
    static @Nullable JsonNode of(byte kind, String text) {
        return switch (kind) {
            case SentAs.NUMBER -> number(text);
            case SentAs.BOOLEAN -> BooleanNode.valueOf(text.equals("true"));
            case SentAs.JSON -> structure(text);
            default -> StringNode.valueOf(text);
        };
    }

    /** A metric's value. */
    static JsonNode of(EventColumn.DoubleColumn numbers, int row) {
        long whole = numbers.whole(row);
        double value = numbers.values()[row];
        if (whole != 0) {
            return LongNode.valueOf(whole);
        }
        return isWhole(value) ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
    }

    /** Whether a double is a whole number that it holds exactly. */
    static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= MAX_EXACT;
    }

    /** The whole number of 64 bits that a JSON number is; {@link Long#MIN_VALUE} if it is none. */
    static long whole(String number) {
        BigDecimal value = new BigDecimal(number);
        if (value.signum() == 0) {
            return 0;
        }
        // Digits in front of the point, told without writing them out.
        long digits = (long) value.precision() - value.scale();
        if (digits > 19 || digits < 1) {
            return Long.MIN_VALUE;
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            return Long.MIN_VALUE;
        }
    }

    private static JsonNode number(String text) {
        long whole = whole(text);
        return whole == Long.MIN_VALUE ? DecimalNode.valueOf(new BigDecimal(text)) : LongNode.valueOf(whole);
    }

    private static @Nullable JsonNode structure(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }
}
