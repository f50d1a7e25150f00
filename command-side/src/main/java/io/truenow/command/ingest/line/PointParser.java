package io.truenow.command.ingest.line;

import io.truenow.command.ingest.Fault;
import io.truenow.events.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of a line: {@code measurement[,tag=value…] field=value[,field=value…] [time]}. A backslash escapes what directly
 * follows it where that would otherwise end the name (a comma or blank, in tags and field names an equals sign too) and is itself
 * else; in quoted values it escapes {@code "} and {@code \}. Not thread-safe.
 */
final class PointParser {

    private static final long MAX_EXACT = 1L << 53;
    private static final int SHOWN_CHARACTERS = 60;

    private final int maxPairs;
    private final NumberToken numbers = new NumberToken();
    private byte[] bytes = new byte[0];
    private int at;
    private int to;
    private Point point = new Point();
    private @Nullable Fault fault;

    /** @param maxPairs tags and fields that a line may have */
    PointParser(int maxPairs) {
        this.maxPairs = maxPairs;
    }

    /**
     * Takes a line apart.
     *
     * @param from its first byte
     * @param to its end, without line feed and carriage return
     * @return what is wrong with it; null if it is a point
     */
    @Nullable
    Fault parse(byte[] source, int from, int to, Point into) {
        bytes = source;
        at = from;
        this.to = to;
        point = into;
        fault = null;
        point.begin(to - from);
        skipBlanks();
        boolean parsed = measurement() && tags() && fields() && time();
        return parsed ? null : fault;
    }

    private boolean measurement() {
        name(false);
        point.endMeasurement();
        return point.end() > 0 || refuse(ErrorCode.INVALID_EVENT, "The line has no measurement.", null);
    }

    private boolean tags() {
        while (at < to && bytes[at] == ',') {
            at++;
            int nameFrom = point.end();
            name(true);
            int nameTo = point.end();
            if (nameFrom == nameTo) {
                return refuse(ErrorCode.INVALID_EVENT, "A tag has no name.", null);
            }
            if (at == to || bytes[at] != '=') {
                return refuse(ErrorCode.INVALID_EVENT, "The tag [" + shown(nameFrom, nameTo) + "] has no value.", null);
            }
            at++;
            name(true);
            if (at < to && bytes[at] == '=') {
                return refuse(
                        ErrorCode.INVALID_EVENT,
                        "The value of the tag [" + shown(nameFrom, nameTo) + "] holds a bare equals sign.",
                        "Put a backslash before it.");
            }
            if (point.end() == nameTo) {
                return refuse(ErrorCode.INVALID_EVENT, "The tag [" + shown(nameFrom, nameTo) + "] has no value.", null);
            }
            point.addTag(nameFrom, nameTo);
            if (tooMany()) {
                return false;
            }
        }
        return true;
    }

    private boolean fields() {
        if (!skipBlanks() || at == to) {
            return refuse(ErrorCode.INVALID_EVENT, "The line has no fields.", null);
        }
        while (true) {
            int nameFrom = point.end();
            name(true);
            int nameTo = point.end();
            if (nameFrom == nameTo) {
                return refuse(ErrorCode.INVALID_EVENT, "A field has no name.", null);
            }
            if (at == to || bytes[at] != '=' || ++at == to) {
                return refuse(
                        ErrorCode.INVALID_EVENT, "The field [" + shown(nameFrom, nameTo) + "] has no value.", null);
            }
            boolean valued = bytes[at] == '"' ? quoted(nameFrom, nameTo) : bare(nameFrom, nameTo);
            if (!valued || tooMany()) {
                return false;
            }
            if (at == to || isBlank(bytes[at])) {
                return true;
            }
            if (bytes[at] != ',') {
                return refuse(
                        ErrorCode.INVALID_EVENT,
                        "Something follows the value of the field [" + shown(nameFrom, nameTo) + "].",
                        null);
            }
            at++;
        }
    }

    private boolean tooMany() {
        return point.tags().size() + point.fields().size() > maxPairs
                && !refuse(ErrorCode.COLUMN_LIMIT, "The line has more than [" + maxPairs + "] tags and fields.", null);
    }

    private boolean quoted(int nameFrom, int nameTo) {
        for (at++; at < to; at++) {
            byte b = bytes[at];
            if (b == '"') {
                at++;
                point.addText(nameFrom, nameTo);
                return true;
            }
            boolean escapes = b == '\\' && at + 1 < to && (bytes[at + 1] == '"' || bytes[at + 1] == '\\');
            point.append(escapes ? bytes[++at] : b);
        }
        return refuse(
                ErrorCode.INVALID_EVENT,
                "The quoted value of the field [" + shown(nameFrom, nameTo) + "] does not end.",
                null);
    }

    private boolean bare(int nameFrom, int nameTo) {
        int from = at;
        while (at < to && bytes[at] != ',' && !isBlank(bytes[at])) {
            at++;
        }
        if (from == at) {
            return refuse(ErrorCode.INVALID_EVENT, "The field [" + shown(nameFrom, nameTo) + "] has no value.", null);
        }
        return switch (bytes[at - 1]) {
            case 'i', 'u' -> whole(nameFrom, nameTo, from, at - 1);
            case 't', 'T', 'f', 'F', 'e', 'E' -> bool(nameFrom, nameTo, from);
            default -> decimal(nameFrom, nameTo, from);
        };
    }

    private boolean whole(int nameFrom, int nameTo, int from, int end) {
        boolean negativeUnsigned = bytes[end] == 'u' && bytes[from] == '-';
        if (negativeUnsigned || !numbers.whole(bytes, from, end)) {
            return noValue(nameFrom, nameTo, from);
        }
        long value = numbers.whole();
        if (value < -MAX_EXACT || value > MAX_EXACT) {
            return refuse(
                    ErrorCode.INVALID_NUMBER,
                    "The field [" + shown(nameFrom, nameTo) + "] is a whole number beyond 2^53.",
                    "Metrics are doubles, which hold whole numbers up to 2^53.");
        }
        point.addNumber(nameFrom, nameTo, value);
        return true;
    }

    private boolean bool(int nameFrom, int nameTo, int from) {
        boolean isTrue = is("t", from) || is("T", from) || is("true", from) || is("True", from) || is("TRUE", from);
        if (!isTrue
                && !is("f", from)
                && !is("F", from)
                && !is("false", from)
                && !is("False", from)
                && !is("FALSE", from)) {
            return noValue(nameFrom, nameTo, from);
        }
        point.addBoolean(nameFrom, nameTo, isTrue);
        return true;
    }

    private boolean is(String word, int from) {
        if (at - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean decimal(int nameFrom, int nameTo, int from) {
        if (!numbers.decimal(bytes, from, at)) {
            return noValue(nameFrom, nameTo, from);
        }
        if (!Double.isFinite(numbers.decimal())) {
            return refuse(
                    ErrorCode.INVALID_NUMBER,
                    "The field [" + shown(nameFrom, nameTo) + "] is beyond the largest number of 64 bits.",
                    "Send a finite number.");
        }
        // Adding 0.0 turns -0.0 into 0.0, so that equal numbers have equal bits.
        point.addNumber(nameFrom, nameTo, numbers.decimal() + 0.0);
        return true;
    }

    private boolean noValue(int nameFrom, int nameTo, int from) {
        String token = new String(bytes, from, Math.min(at - from, SHOWN_CHARACTERS), StandardCharsets.UTF_8);
        return refuse(
                ErrorCode.INVALID_NUMBER,
                "The value [" + printable(token) + "] of the field [" + shown(nameFrom, nameTo)
                        + "] is neither a finite number, a boolean nor a quoted text.",
                "Numbers end in i or u for whole ones; texts stand in double quotes.");
    }

    private boolean time() {
        skipBlanks();
        if (at == to) {
            return true;
        }
        int from = at;
        while (at < to && !isBlank(bytes[at])) {
            at++;
        }
        if (!numbers.whole(bytes, from, at)) {
            return refuse(ErrorCode.INVALID_TIME, "The time is not a whole number.", null);
        }
        if (numbers.whole() == Long.MAX_VALUE || numbers.whole() == Long.MIN_VALUE) {
            return refuse(ErrorCode.INVALID_TIME, "The time does not fit 64 bits.", null);
        }
        point.time(numbers.whole());
        skipBlanks();
        return at == to || refuse(ErrorCode.INVALID_EVENT, "Something follows the time.", null);
    }

    /** Appends a name or a tag's value, unescaped, up to what ends it. */
    private void name(boolean equalsEnds) {
        while (at < to) {
            int from = at;
            while (at < to && bytes[at] != '\\' && !ends(bytes[at], equalsEnds)) {
                at++;
            }
            point.append(bytes, from, at - from);
            if (at == to || bytes[at] != '\\') {
                return;
            }
            byte b = bytes[at];
            boolean escapes = b == '\\' && at + 1 < to && ends(bytes[at + 1], equalsEnds);
            point.append(escapes ? bytes[++at] : b);
            at++;
        }
    }

    private static boolean ends(byte b, boolean equalsEnds) {
        return b == ',' || b == ' ' || b == '=' && equalsEnds;
    }

    /** Steps over blanks; false if there were none. */
    private boolean skipBlanks() {
        int from = at;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at > from;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private boolean refuse(ErrorCode code, String message, @Nullable String hint) {
        fault = new Fault(code, message, "", hint);
        return false;
    }

    private String shown(int from, int end) {
        return shown(point.text(), from, end - from);
    }

    /** A name for a message: cut if it is long, without control characters. */
    static String shown(byte[] text, int from, int length) {
        String name = new String(text, from, length, StandardCharsets.UTF_8);
        return printable(name.length() > SHOWN_CHARACTERS ? name.substring(0, SHOWN_CHARACTERS) + "…" : name);
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
        return shown.toString();
    }
}
