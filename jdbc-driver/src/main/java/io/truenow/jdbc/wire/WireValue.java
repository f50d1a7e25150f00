package io.truenow.jdbc.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Values of parameters: null, Boolean, Long, Double, BigDecimal, String, LocalDate, LocalTime, Instant (microseconds), byte[]. */
public final class WireValue {

    private static final int NULL = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int LONG = 3;
    private static final int DOUBLE = 4;
    private static final int DECIMAL = 5;
    private static final int TEXT = 6;
    private static final int DATE = 7;
    private static final int TIME = 8;
    private static final int INSTANT = 9;
    private static final int BYTES = 10;

    private WireValue() {}

    /** Writes a value of one of the classes above; of others its text. */
    public static void write(WireWriter out, @Nullable Object value) {
        if (value == null) {
            out.u8(NULL);
        } else if (value instanceof Boolean truth) {
            out.u8(truth ? TRUE : FALSE);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            out.u8(LONG).signed(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            out.u8(DOUBLE).fixed64(Double.doubleToRawLongBits(((Number) value).doubleValue()));
        } else if (value instanceof BigDecimal decimal) {
            out.u8(DECIMAL).text(decimal.toString());
        } else if (value instanceof LocalDate date) {
            out.u8(DATE).signed(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            out.u8(TIME).number(time.toNanoOfDay());
        } else if (value instanceof Instant instant) {
            out.u8(INSTANT).signed(instant.getEpochSecond()).number(instant.getNano() / 1_000);
        } else if (value instanceof byte[] bytes) {
            out.u8(BYTES).bytes(bytes);
        } else {
            out.u8(TEXT).text(value.toString());
        }
    }

    /** Reads a value. */
    public static @Nullable Object read(WireReader in) {
        int kind = in.u8();
        return switch (kind) {
            case NULL -> null;
            case TRUE -> true;
            case FALSE -> false;
            case LONG -> in.signed();
            case DOUBLE -> Double.longBitsToDouble(in.fixed64());
            case DECIMAL -> decimal(in.requiredText());
            case TEXT -> in.requiredText();
            case DATE -> LocalDate.ofEpochDay(in.signed());
            case TIME -> LocalTime.ofNanoOfDay(in.number());
            case INSTANT -> Instant.ofEpochSecond(in.signed(), in.number() * 1_000);
            case BYTES -> in.blob();
            default -> throw new WireException("A value has the unknown kind [" + kind + "].");
        };
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException noNumber) {
            throw new WireException("A decimal value is no number.");
        }
    }
}
