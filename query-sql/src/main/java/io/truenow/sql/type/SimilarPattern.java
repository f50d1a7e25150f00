package io.truenow.sql.type;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Patterns of {@code SIMILAR TO} as regular expressions. Stateless. */
final class SimilarPattern {

    /** What regular expressions mean something by and {@code SIMILAR TO} does not. */
    private static final String ONLY_OF_REGEXES = ".^$\\";

    private SimilarPattern() {}

    /**
     * The regular expression of a pattern.
     *
     * @param escape character that takes its meaning from the one behind it; null for none
     * @throws TrueNowException if a bracket is not closed, or the escape character is not one or is the last
     */
    static String regex(String pattern, @Nullable String escape) {
        if (escape != null && escape.length() != 1) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY, "The escape character [" + escape + "] is not one character.");
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char character = pattern.charAt(i);
            if (escape != null && character == escape.charAt(0)) {
                if (++i == pattern.length()) {
                    throw invalid(pattern);
                }
                out.append(com.google.re2j.Pattern.quote(pattern.substring(i, i + 1)));
            } else if (character == '[') {
                int end = endOfClass(pattern, i);
                out.append(ofClass(pattern.substring(i, end)));
                i = end - 1;
            } else if (character == '%') {
                out.append(".*");
            } else if (character == '_') {
                out.append('.');
            } else {
                out.append(ONLY_OF_REGEXES.indexOf(character) >= 0 ? "\\" : "").append(character);
            }
            i++;
        }
        return out.toString();
    }

    /** Behind the bracket that closes a class of characters; those of named ones within it are closed before. */
    private static int endOfClass(String pattern, int start) {
        int i = start + 1;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            if (pattern.startsWith("[:", i)) {
                int named = pattern.indexOf(":]", i + 2);
                if (named < 0) {
                    throw invalid(pattern);
                }
                i = named + 1;
            }
            i++;
        }
        if (i >= pattern.length()) {
            throw invalid(pattern);
        }
        return i + 1;
    }

    private static String ofClass(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("[:", i)) {
                int end = text.indexOf(":]", i) + 2;
                out.append(text.substring(i, end).toLowerCase(Locale.ROOT).replace("[:whitespace:]", "[:space:]"));
                i = end - 1;
            } else {
                out.append(text.charAt(i) == '\\' ? "\\" : "").append(text.charAt(i));
            }
        }
        return out.toString();
    }

    private static TrueNowException invalid(String pattern) {
        return new TrueNowException(ErrorCode.INVALID_QUERY, "The pattern [" + pattern + "] is none of SIMILAR TO.");
    }
}
