package io.truenow.command.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A regular expression of a schema, on an engine whose time grows with the length of the text and nothing else (RE2; Cox, "Regular Expression
 * Matching Can Be Simple And Fast"). It finds, as JSON Schema says, and does not match the whole. Look-around and back-references are not known
 * to such engines and are refused. That engine unrolls counted repetitions, so their product is bounded before it sees them. Thread-safe.
 */
final class LinearPattern {

    /** Characters of an expression. */
    static final int MAX_LENGTH = 1_000;
    /** Atoms of an expression once its counted repetitions are unrolled. */
    static final int MAX_UNROLLED = 1_000;
    /** Groups inside each other. */
    static final int MAX_GROUPS = 50;

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Compiles it. @throws IllegalArgumentException with a sentence that says what is wrong */
    static LinearPattern compile(String expression) {
        if (expression.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The pattern has more than [" + MAX_LENGTH + "] characters.");
        }
        if (expression.contains("\\Q")) {
            throw new IllegalArgumentException(
                    "The pattern [" + expression + "] quotes by \\Q, which JSON Schema has not.");
        }
        checkUnrolled(expression);
        try {
            return new LinearPattern(Pattern.compile(translated(expression)));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("The pattern [" + expression + "] is not understood ("
                    + e.getDescription() + "); look-around and back-references are not supported.");
        }
    }

    /** Whether it is found anywhere in the text. */
    boolean found(String text) {
        return pattern.matcher(text).find();
    }

    /** The one escape that ECMA-262 has and RE2 spells in another way: four hexadecimal digits after {@code u}. */
    private static String translated(String expression) {
        StringBuilder translated = new StringBuilder();
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c != '\\' || i + 1 == expression.length()) {
                translated.append(c);
            } else if (expression.charAt(i + 1) == 'u' && i + 6 <= expression.length()) {
                translated.append("\\x{").append(expression, i + 2, i + 6).append('}');
                i += 5;
            } else {
                translated.append(c).append(expression.charAt(++i));
            }
        }
        return translated.toString();
    }

    /** Counts atoms, each as often as the repetitions around it say. */
    private static void checkUnrolled(String expression) {
        Deque<Long> outer = new ArrayDeque<>();
        long group = 0;
        long last = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\') {
                i++;
                last = 1;
                group++;
            } else if (c == '[') {
                i = classEnd(expression, i + 1);
                last = 1;
                group++;
            } else if (c == '(') {
                outer.push(group);
                group = 0;
            } else if (c == ')' && !outer.isEmpty()) {
                last = group + 1;
                group = outer.pop() + last;
            } else if (c == '{') {
                long times = times(expression, i + 1);
                group += last * (times - 1);
                last *= times;
            } else if (c != '*' && c != '+' && c != '?') {
                last = 1;
                group++;
            }
            if (group > MAX_UNROLLED || outer.size() > MAX_GROUPS) {
                throw new IllegalArgumentException("The pattern repeats more than [" + MAX_UNROLLED
                        + "] times in all or nests more than [" + MAX_GROUPS + "] groups.");
            }
        }
    }

    /** Where a class of characters ends whose content starts there. */
    private static int classEnd(String expression, int from) {
        int i = from;
        if (expression.startsWith("^", i)) {
            i++;
        }
        if (expression.startsWith("]", i)) {
            i++;
        }
        while (i < expression.length() && expression.charAt(i) != ']') {
            int named = expression.startsWith("[:", i) ? expression.indexOf(":]", i + 2) : -1;
            i = named >= 0 ? named + 2 : i + (expression.charAt(i) == '\\' ? 2 : 1);
        }
        return i;
    }

    /** The larger number of a counted repetition, at least 1, at most one more than is allowed. */
    private static long times(String expression, int from) {
        long most = 1;
        long number = 0;
        for (int i = from; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.min(number * 10 + (c - '0'), MAX_UNROLLED + 1L);
                most = Math.max(most, number);
            } else if (c == ',') {
                number = 0;
            } else {
                break;
            }
        }
        return most;
    }
}
