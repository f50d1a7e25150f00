package io.truenow.command.ingest.line;

import tools.jackson.core.io.NumberInput;

/**
 * Reads numbers from bytes. A decimal number of at most 15 digits whose power of ten is at most 22 is exact in one
 * multiplication or division (Clinger, "How to read floating point numbers accurately", 1990); others go to the fast parser of
 * the JSON library. No object per number. Not thread-safe.
 */
final class NumberToken {

    /** Longest number, in characters: the smallest double written out takes fewer. */
    static final int MAX_LENGTH = 1024;

    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final char[] chars = new char[MAX_LENGTH];
    private double decimal;
    private long whole;

    /** What {@link #decimal(byte[], int, int)} read; may be infinite. */
    double decimal() {
        return decimal;
    }

    /** What {@link #whole(byte[], int, int)} read. */
    long whole() {
        return whole;
    }

    /** Reads a whole number with an optional minus; false if it is none. Past 64 bits it reads as the nearest {@code long}. */
    boolean whole(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int at = negative ? from + 1 : from;
        if (at == to) {
            return false;
        }
        long value = 0;
        boolean over = false;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            over |= value < (Long.MIN_VALUE + digit) / 10;
            value = value * 10 - digit;
        }
        over |= !negative && value == Long.MIN_VALUE;
        whole = over ? negative ? Long.MIN_VALUE : Long.MAX_VALUE : negative ? value : -value;
        return true;
    }

    /** Reads a decimal number, with an optional minus, point and exponent; false if it is none. */
    boolean decimal(byte[] bytes, int from, int to) {
        if (to - from > MAX_LENGTH) {
            return false;
        }
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        long mantissa = 0;
        int digits = 0;
        int places = 0;
        int seen = 0;
        boolean point = false;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                seen++;
                digits += digits > 0 || digit > 0 ? 1 : 0;
                mantissa = digits <= EXACT_DIGITS ? mantissa * 10 + digit : mantissa;
                places += point ? 1 : 0;
            } else if (bytes[at] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (seen == 0) {
            return false;
        }
        int exponent = 0;
        if (at < to) {
            if (bytes[at] != 'e' && bytes[at] != 'E') {
                return false;
            }
            int sign = at + 1 < to && (bytes[at + 1] == '-' || bytes[at + 1] == '+') ? 1 : 0;
            if (at + 1 + sign == to || !whole(bytes, at + 1 + sign, to) || bytes[at + 1 + sign] == '-') {
                return false;
            }
            exponent = (int) Math.min(whole, 1_000_000);
            exponent = sign == 1 && bytes[at + 1] == '-' ? -exponent : exponent;
        }
        int power = exponent - places;
        decimal = digits <= EXACT_DIGITS && Math.abs(power) < POWERS.length
                ? scaled(mantissa, power, bytes[from] == '-')
                : parsed(bytes, from, to);
        return true;
    }

    private static double scaled(long mantissa, int power, boolean negative) {
        double value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
        return negative ? -value : value;
    }

    private double parsed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            chars[i - from] = (char) bytes[i];
        }
        return NumberInput.parseDouble(chars, 0, to - from, true);
    }
}
