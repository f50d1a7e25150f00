package io.truenow.sql.type;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of {@code LIKE}: {@code %} stands for any text, {@code _} for one character. A match takes at most the length of the text times that of
 * the pattern, whatever both are. Immutable.
 */
final class LikePattern {

    /** Longest pattern. */
    static final int MAX_CHARACTERS = 4_096;

    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    private final int[] items;
    private final boolean ignoresCase;

    private LikePattern(int[] items, boolean ignoresCase) {
        this.items = items;
        this.ignoresCase = ignoresCase;
    }

    /**
     * Reads a pattern.
     *
     * @param escape character that takes its meaning from {@code %}, {@code _} or itself behind it; null for none
     * @throws TrueNowException if the pattern is too long, or an escape character stands before something else or is not one character
     */
    static LikePattern of(String pattern, @Nullable String escape, boolean ignoresCase) {
        if (pattern.length() > MAX_CHARACTERS) {
            throw new TrueNowException(
                    ErrorCode.TOO_COMPLEX,
                    "The pattern is longer than [" + MAX_CHARACTERS + "] characters (limit of patterns).");
        }
        if (escape != null && escape.codePointCount(0, escape.length()) != 1) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY, "The escape character [" + escape + "] is not one character.");
        }
        int escapes = escape == null ? Integer.MIN_VALUE : escape.codePointAt(0);
        int[] characters = pattern.codePoints().toArray();
        int[] items = new int[characters.length];
        int size = 0;
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == escapes) {
                int next = i + 1 < characters.length ? characters[i + 1] : Integer.MIN_VALUE;
                if (next != '%' && next != '_' && next != escapes) {
                    throw new TrueNowException(
                            ErrorCode.INVALID_QUERY, "The escape sequence in [" + pattern + "] is invalid.");
                }
                items[size++] = ignoresCase ? folded(next) : next;
                i++;
            } else if (character == '%') {
                if (size == 0 || items[size - 1] != ANY_TEXT) {
                    items[size++] = ANY_TEXT;
                }
            } else if (character == '_') {
                items[size++] = ANY_CHARACTER;
            } else {
                items[size++] = ignoresCase ? folded(character) : character;
            }
        }
        return new LikePattern(java.util.Arrays.copyOf(items, size), ignoresCase);
    }

    private static int folded(int character) {
        return Character.toLowerCase(Character.toUpperCase(character));
    }

    /** Whether the whole text matches. Goes back to the last {@code %} only, which is enough. */
    boolean matches(String text) {
        int at = 0;
        int item = 0;
        int lastAny = -1;
        int takenTo = -1;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (item < items.length && items[item] == ANY_TEXT) {
                lastAny = item++;
                takenTo = at;
            } else if (item < items.length && matches(items[item], character)) {
                item++;
                at += Character.charCount(character);
            } else if (lastAny >= 0) {
                takenTo += Character.charCount(text.codePointAt(takenTo));
                at = takenTo;
                item = lastAny + 1;
            } else {
                return false;
            }
        }
        while (item < items.length && items[item] == ANY_TEXT) {
            item++;
        }
        return item == items.length;
    }

    private boolean matches(int item, int character) {
        return item == ANY_CHARACTER || item == (ignoresCase ? folded(character) : character);
    }
}
