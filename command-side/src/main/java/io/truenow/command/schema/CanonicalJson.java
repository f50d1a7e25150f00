package io.truenow.command.schema;

import io.truenow.events.error.TrueNowException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One text for all spellings of a JSON value: keys sorted by code point, no white space, numbers by their value (1.0 and 1e0 are 1), only those
 * characters escaped that must be.
 *
 * <p>The walk stops at the first limit that it meets, so its cost is bounded by the limits and not by the input. One thread, once.
 */
final class CanonicalJson {

    /** Objects and arrays inside each other. */
    static final int MAX_DEPTH = 64;
    /** Digits of a number. */
    static final int MAX_NUMBER_DIGITS = 100;
    /** Power of ten of a number's first digit, up or down. */
    static final int MAX_EXPONENT = 400;

    /** UTF-16 order differs from the order of code points where surrogates stand; this one does not. */
    static final Comparator<String> BY_CODE_POINT = CanonicalJson::compareCodePoints;

    private final int maxBytes;
    private final StringBuilder text = new StringBuilder();
    private final List<String> path = new ArrayList<>();
    private int bytes;

    private CanonicalJson(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * The canonical text.
     *
     * @throws TrueNowException {@code INVALID_VALUE} if a limit is passed or a number is not finite
     */
    static String of(JsonNode value, int maxBytes) {
        CanonicalJson writer = new CanonicalJson(maxBytes);
        writer.write(value);
        return writer.text.toString();
    }

    private void write(JsonNode value) {
        if (value.isObject()) {
            writeObject(value);
        } else if (value.isArray()) {
            writeArray(value);
        } else if (value.isString()) {
            writeText(value.stringValue());
        } else if (value.isNumber()) {
            append(number(value));
        } else if (value.isBoolean() || value.isNull()) {
            append(value.toString());
        } else {
            throw refused("The definition holds a value that JSON has not.");
        }
    }

    private void writeObject(JsonNode object) {
        enter();
        List<String> names = new ArrayList<>(object.propertyNames());
        names.sort(BY_CODE_POINT);
        append("{");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            append(i == 0 ? "" : ",");
            path.add(name);
            writeText(name);
            append(":");
            write(object.path(name));
            path.removeLast();
        }
        append("}");
    }

    private void writeArray(JsonNode array) {
        enter();
        append("[");
        for (int i = 0; i < array.size(); i++) {
            append(i == 0 ? "" : ",");
            path.add(Integer.toString(i));
            write(array.path(i));
            path.removeLast();
        }
        append("]");
    }

    private void enter() {
        if (path.size() >= MAX_DEPTH) {
            throw refused("The definition nests deeper than [" + MAX_DEPTH + "] levels.");
        }
    }

    private String number(JsonNode value) {
        if (value.isFloatingPointNumber() && !value.isBigDecimal() && !Double.isFinite(value.doubleValue())) {
            throw refused("The definition holds a number that is not finite.");
        }
        BigDecimal number = value.decimalValue();
        long exponent = (long) number.precision() - number.scale() - 1;
        if (number.precision() > MAX_NUMBER_DIGITS
                || number.signum() != 0 && (exponent > MAX_EXPONENT || exponent < -MAX_EXPONENT)) {
            throw refused("The definition holds a number with more than [" + MAX_NUMBER_DIGITS
                    + "] digits or a power of ten beyond [" + MAX_EXPONENT + "].");
        }
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal bare = number.stripTrailingZeros();
        boolean plain = bare.scale() <= 0 && bare.precision() - bare.scale() <= MAX_NUMBER_DIGITS;
        return plain ? bare.toPlainString() : bare.toString();
    }

    private void writeText(String value) {
        append("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> append("\\\"");
                case '\\' -> append("\\\\");
                case '\b' -> append("\\b");
                case '\f' -> append("\\f");
                case '\n' -> append("\\n");
                case '\r' -> append("\\r");
                case '\t' -> append("\\t");
                default -> writeCharacter(value, i);
            }
        }
        append("\"");
    }

    private void writeCharacter(String value, int at) {
        char c = value.charAt(at);
        if (c < 0x20) {
            append(String.format("\\u%04x", (int) c));
            return;
        }
        boolean high = Character.isHighSurrogate(c)
                && at + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(at + 1));
        boolean low = Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
        if (Character.isSurrogate(c) && !high && !low) {
            throw refused("The definition holds half of a surrogate pair.");
        }
        text.append(c);
        // Each half of a pair is two of its four bytes.
        count(c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3);
    }

    private void append(String ascii) {
        text.append(ascii);
        count(ascii.length());
    }

    private void count(int more) {
        bytes += more;
        if (bytes > maxBytes) {
            throw SchemaRefusal.at("", "The definition has more than [" + maxBytes + "] bytes in canonical form.");
        }
    }

    private TrueNowException refused(String message) {
        StringBuilder pointer = new StringBuilder();
        path.forEach(name -> pointer.append('/').append(Pointers.escaped(name)));
        return SchemaRefusal.at(pointer.toString(), message);
    }

    private static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean mixed = Character.isSurrogate(x) != Character.isSurrogate(y);
                return mixed ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
