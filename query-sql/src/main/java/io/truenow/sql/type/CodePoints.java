package io.truenow.sql.type;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.CodePointOrder;
import org.apache.calcite.linq4j.function.Strict;

/**
 * Bodies of functions on text, called by generated code, that count and order characters by code point, as the hot tier does: a character
 * beyond the basic plane is one, and comes after all of the basic plane. Positions begin at 1. Thread-safe.
 */
public final class CodePoints {

    private static final int SURROGATES = 0xD800;
    private static final int BEHIND_SURROGATES = 0xE000;
    private static final int MOVED_DOWN = 0x800;
    private static final int MOVED_UP = 0x2000;

    private CodePoints() {}

    /** {@code CHAR_LENGTH(text)}. */
    @Strict
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** {@code SUBSTRING(text FROM start)}. */
    @Strict
    public static String substring(String text, long start) {
        return between(text, start, Long.MAX_VALUE);
    }

    /** {@code SUBSTRING(text FROM start FOR length)}. */
    @Strict
    public static String substring(String text, long start, long length) {
        if (length < 0) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY, "The length [" + length + "] of a SUBSTRING is negative.");
        }
        long end = start + length;
        return between(text, start, end < start ? Long.MAX_VALUE : end);
    }

    /** {@code LEFT(text, count)}. */
    @Strict
    public static String left(String text, long count) {
        return between(text, 1, count == Long.MAX_VALUE ? count : count + 1);
    }

    /** {@code RIGHT(text, count)}. */
    @Strict
    public static String right(String text, long count) {
        return count <= 0 ? "" : between(text, length(text) - Math.min(count, text.length()) + 1, Long.MAX_VALUE);
    }

    /** {@code OVERLAY(text PLACING other FROM start)}. */
    @Strict
    public static String overlay(String text, String other, long start) {
        return overlay(text, other, start, length(other));
    }

    /** {@code OVERLAY(text PLACING other FROM start FOR length)}. */
    @Strict
    public static String overlay(String text, String other, long start, long length) {
        return between(text, 1, start) + other + between(text, Math.max(1, start + length), Long.MAX_VALUE);
    }

    /** Characters from a position up to, not including, another. */
    private static String between(String text, long from, long to) {
        int characters = length(text);
        int first = (int) Math.clamp(from, 1, characters + 1L);
        int last = (int) Math.clamp(to, first, characters + 1L);
        if (characters == text.length()) {
            return text.substring(first - 1, last - 1);
        }
        int begin = text.offsetByCodePoints(0, first - 1);
        return text.substring(begin, text.offsetByCodePoints(begin, last - first));
    }

    /** {@code POSITION(sought IN text)}: 0 for nowhere. */
    @Strict
    public static int position(String sought, String text) {
        int index = text.indexOf(sought);
        return index < 0 ? 0 : text.codePointCount(0, index) + 1;
    }

    /** {@code TRIM(BOTH character FROM text)}. */
    @Strict
    public static String trimBoth(String character, String text) {
        return trimLeading(character, trimTrailing(character, text));
    }

    /** {@code TRIM(LEADING character FROM text)}. */
    @Strict
    public static String trimLeading(String character, String text) {
        requireOne(character);
        int from = 0;
        while (text.startsWith(character, from)) {
            from += character.length();
        }
        return text.substring(from);
    }

    /** {@code TRIM(TRAILING character FROM text)}. */
    @Strict
    public static String trimTrailing(String character, String text) {
        requireOne(character);
        int to = text.length();
        while (to >= character.length() && text.startsWith(character, to - character.length())) {
            to -= character.length();
        }
        return text.substring(0, to);
    }

    private static void requireOne(String character) {
        if (length(character) != 1) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY, "TRIM takes away one character, not [" + character + "].");
        }
    }

    /** {@code TRANSLATE(text, from, to)}: each character of {@code from} becomes that of {@code to} in its place, or nothing. */
    @Strict
    public static String translate(String text, String from, String to) {
        int[] old = from.codePoints().toArray();
        int[] fresh = to.codePoints().toArray();
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            int place = 0;
            while (place < old.length && old[place] != character) {
                place++;
            }
            if (place == old.length) {
                out.appendCodePoint(character);
            } else if (place < fresh.length) {
                out.appendCodePoint(fresh[place]);
            }
        });
        return out.toString();
    }

    /** {@code left < right}. */
    @Strict
    public static boolean less(String left, String right) {
        return CodePointOrder.compare(left, right) < 0;
    }

    /** {@code left <= right}. */
    @Strict
    public static boolean lessOrEqual(String left, String right) {
        return CodePointOrder.compare(left, right) <= 0;
    }

    /** {@code left > right}. */
    @Strict
    public static boolean greater(String left, String right) {
        return CodePointOrder.compare(left, right) > 0;
    }

    /** {@code left >= right}. */
    @Strict
    public static boolean greaterOrEqual(String left, String right) {
        return CodePointOrder.compare(left, right) >= 0;
    }

    /**
     * The text as a key whose order by {@link String#compareTo} is that of the text by code point: surrogates change places with what is behind
     * them. Most texts are their own keys.
     */
    @Strict
    public static String key(String text) {
        return moved(text, BEHIND_SURROGATES, MOVED_DOWN, MOVED_UP);
    }

    /** The text of a {@link #key}. */
    @Strict
    public static String text(String key) {
        return moved(key, BEHIND_SURROGATES + MOVED_UP - MOVED_DOWN, MOVED_UP, MOVED_DOWN);
    }

    /** Code units from {@code behind} on go down, those from the surrogates to there go up. */
    private static String moved(String text, int behind, int down, int up) {
        int first = 0;
        while (first < text.length() && text.charAt(first) < SURROGATES) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        char[] units = text.toCharArray();
        for (int i = first; i < units.length; i++) {
            if (units[i] >= behind) {
                units[i] -= (char) down;
            } else if (units[i] >= SURROGATES) {
                units[i] += (char) up;
            }
        }
        return new String(units);
    }
}
