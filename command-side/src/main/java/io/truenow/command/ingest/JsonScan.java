package io.truenow.command.ingest;

import io.truenow.events.ingest.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor over JSON that is proven UTF-8, for the plain subset that machines write: texts without escapes, numbers that a
 * {@code double} holds exactly by one operation. It says no to anything else, valid or not, and then another parser decides. No object
 * per token. Not thread-safe.
 */
final class JsonScan {

    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private byte[] bytes = new byte[0];
    private int at;
    private int to;
    private int textFrom;
    private int textLength;
    private double number;
    private long whole;

    /** Stands before the first of the bytes {@code [from, to)}. */
    void over(byte[] source, int from, int end) {
        bytes = source;
        at = from;
        to = end;
    }

    /** The source. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the cursor stands. */
    int at() {
        return at;
    }

    /** Bytes from the cursor on. */
    int left() {
        return to - at;
    }

    /** Moves the cursor. */
    void at(int position) {
        at = position;
    }

    /** The next byte that is not white space, or 0 at the end; the cursor stands before it. */
    byte peek() {
        while (at < to) {
            byte b = bytes[at];
            if (b > ' ' || b < 0) {
                return b;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return 0;
    }

    /** Goes past a byte, white space before it left out; false, without a move past it, if another stands there. */
    boolean take(char wanted) {
        if (at < to && bytes[at] == wanted) {
            at++;
            return true;
        }
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** Whether only white space is left. */
    boolean atEnd() {
        peek();
        return at == to;
    }

    /** Goes past a text without escapes, which {@link #textFrom} and {@link #textLength} then name; false if there is none. */
    boolean text() {
        if (!take('"')) {
            return false;
        }
        int i = at;
        while (i + 8 <= to) {
            long word = (long) INT64.get(bytes, i);
            long quote = word ^ ONES * '"';
            long backslash = word ^ ONES * '\\';
            // The lowest marked byte is certain; those above it may be marked by a borrow.
            long marks = ((quote - ONES) & ~quote | (backslash - ONES) & ~backslash | (word - ONES * ' ') & ~word)
                    & HIGH_BITS;
            if (marks != 0) {
                return ended(i + (Long.numberOfTrailingZeros(marks) >>> 3));
            }
            i += 8;
        }
        while (i < to) {
            byte b = bytes[i];
            if (b == '"' || b == '\\' || b >= 0 && b < ' ') {
                return ended(i);
            }
            i++;
        }
        return false;
    }

    private boolean ended(int end) {
        textFrom = at;
        textLength = end - at;
        at = end + 1;
        return bytes[end] == '"';
    }

    /** Goes past a bare word that ends where no letter or digit follows; false, without a move past it, if another stands there. */
    boolean word(byte[] ascii) {
        peek();
        int end = at + ascii.length;
        if (end > to || !Bytes.equal(bytes, at, ascii, 0, ascii.length)) {
            return false;
        }
        if (end < to && Character.isJavaIdentifierPart(bytes[end])) {
            return false;
        }
        at = end;
        return true;
    }

    /** Goes past a text and a colon. */
    boolean name() {
        return text() && take(':');
    }

    /** Where the last text begins in the source. */
    int textFrom() {
        return textFrom;
    }

    /** Bytes of the last text. */
    int textLength() {
        return textLength;
    }

    /** Whether the last text is this one. */
    boolean textIs(byte[] other) {
        return textLength == other.length && Bytes.equal(bytes, textFrom, other, 0, textLength);
    }

    /** Goes past a whole number of at most 18 digits, which {@link #whole} then is; false for anything else. */
    boolean wholeNumber() {
        peek();
        int i = at;
        boolean negative = i < to && bytes[i] == '-';
        i += negative ? 1 : 0;
        int first = i;
        long value = 0;
        while (i < to && isDigit(bytes[i])) {
            value = value * 10 + bytes[i] - '0';
            i++;
        }
        int digits = i - first;
        if (digits == 0 || digits > 18 || bytes[first] == '0' && (digits > 1 || negative) || goesOn(i)) {
            return false;
        }
        whole = negative ? -value : value;
        at = i;
        return true;
    }

    /** What {@link #wholeNumber} read. */
    long whole() {
        return whole;
    }

    /**
     * Goes past a number of at most 15 digits without exponent, which {@link #decimal} then is; false for anything else. Exact by one
     * division (Clinger, 1990).
     */
    boolean decimalNumber() {
        peek();
        int i = at;
        boolean negative = i < to && bytes[i] == '-';
        i += negative ? 1 : 0;
        int first = i;
        long mantissa = 0;
        while (i < to && isDigit(bytes[i])) {
            mantissa = mantissa * 10 + bytes[i] - '0';
            i++;
        }
        int digits = i - first;
        if (digits == 0 || digits > EXACT_DIGITS || bytes[first] == '0' && digits > 1) {
            return false;
        }
        int places = 0;
        if (i < to && bytes[i] == '.') {
            int point = i++;
            while (i < to && isDigit(bytes[i])) {
                mantissa = mantissa * 10 + bytes[i] - '0';
                i++;
            }
            places = i - point - 1;
            if (places == 0 || digits + places > EXACT_DIGITS) {
                return false;
            }
        }
        if (goesOn(i) || negative && mantissa == 0) {
            return false;
        }
        double value = places == 0 ? mantissa : mantissa / POWERS[places];
        number = negative ? -value : value;
        at = i;
        return true;
    }

    /** What {@link #decimalNumber} read. */
    double decimal() {
        return number;
    }

    /** Whether what stands there belongs to the token before it. */
    private boolean goesOn(int i) {
        if (i == to) {
            return true;
        }
        byte b = bytes[i];
        return b != ',' && b != '}' && b != ']' && b != ' ' && b != '\n' && b != '\r' && b != '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
