package io.truenow.sql.type;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import org.apache.calcite.linq4j.function.Strict;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of functions on text, called by generated code, whose time and memory no pattern and no number can blow up: regular expressions are
 * RE2's, which match in linear time, and a text that is made has a longest length. Thread-safe.
 */
public final class TextFunctions {

    /** Longest text that a function makes. */
    public static final int MAX_CHARACTERS = 1 << 21;

    private static final int MAX_PATTERN = 1_000;
    private static final int KEPT = 200;

    private record LikeKey(String pattern, @Nullable String escape, boolean ignoresCase) {}

    private record RegexKey(String pattern, int flags) {}

    private static final LoadingCache<LikeKey, LikePattern> LIKES = Caffeine.newBuilder()
            .maximumSize(KEPT)
            .build(key -> LikePattern.of(key.pattern, key.escape, key.ignoresCase));
    private static final LoadingCache<RegexKey, Pattern> REGEXES =
            Caffeine.newBuilder().maximumSize(KEPT).build(TextFunctions::compile);

    private TextFunctions() {}

    /** {@code text LIKE pattern}. */
    @Strict
    public static boolean like(String text, String pattern) {
        return LIKES.get(new LikeKey(pattern, null, false)).matches(text);
    }

    /** {@code text LIKE pattern ESCAPE escape}. */
    @Strict
    public static boolean likeEscaped(String text, String pattern, String escape) {
        return LIKES.get(new LikeKey(pattern, escape, false)).matches(text);
    }

    /** {@code text ILIKE pattern}. */
    @Strict
    public static boolean iLike(String text, String pattern) {
        return LIKES.get(new LikeKey(pattern, null, true)).matches(text);
    }

    /** {@code text ILIKE pattern ESCAPE escape}. */
    @Strict
    public static boolean iLikeEscaped(String text, String pattern, String escape) {
        return LIKES.get(new LikeKey(pattern, escape, true)).matches(text);
    }

    /** {@code text SIMILAR TO pattern}. */
    @Strict
    public static boolean similar(String text, String pattern) {
        return regex(similarPattern(pattern, null), Pattern.DOTALL).matches(text);
    }

    /** {@code text SIMILAR TO pattern ESCAPE escape}. */
    @Strict
    public static boolean similarEscaped(String text, String pattern, String escape) {
        return regex(similarPattern(pattern, escape), Pattern.DOTALL).matches(text);
    }

    private static String similarPattern(String pattern, @Nullable String escape) {
        limit(pattern);
        return SimilarPattern.regex(pattern, escape);
    }

    /** Whether a regular expression is found somewhere in a text: {@code text ~ pattern}. */
    @Strict
    public static boolean regexFound(String text, String pattern) {
        return regex(pattern, 0).matcher(text).find();
    }

    /** The same, upper and lower case alike: {@code text ~* pattern}. */
    @Strict
    public static boolean regexFoundIgnoringCase(String text, String pattern) {
        return regex(pattern, Pattern.CASE_INSENSITIVE).matcher(text).find();
    }

    /** {@code text !~ pattern}. */
    @Strict
    public static boolean regexMissing(String text, String pattern) {
        return !regexFound(text, pattern);
    }

    /** {@code text !~* pattern}. */
    @Strict
    public static boolean regexMissingIgnoringCase(String text, String pattern) {
        return !regexFoundIgnoringCase(text, pattern);
    }

    /** {@code REGEXP_LIKE(text, pattern, flags)}. */
    @Strict
    public static boolean regexLike(String text, String pattern, String flags) {
        return regex(pattern, flags(flags)).matcher(text).find();
    }

    /** {@code REGEXP_REPLACE(text, pattern, replacement)}: the first match. */
    @Strict
    public static String regexReplace(String text, String pattern, String replacement) {
        return replaced(regex(pattern, 0).matcher(text), text, replacement, false);
    }

    /** {@code REGEXP_REPLACE(text, pattern, replacement, flags)}: with {@code g} every match. */
    @Strict
    public static String regexReplace(String text, String pattern, String replacement, String flags) {
        return replaced(
                regex(pattern, flags(flags.replace("g", ""))).matcher(text),
                text,
                replacement,
                flags.indexOf('g') >= 0);
    }

    private static String replaced(Matcher matcher, String text, String replacement, boolean all) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            out.append(text, from, matcher.start());
            append(out, matcher, replacement);
            requireLength(out.length());
            from = matcher.end();
            if (!all) {
                break;
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    /** {@code \1} to {@code \9} stand for a group, {@code \&} for the match, {@code \\} for itself. */
    private static void append(StringBuilder out, Matcher matcher, String replacement) {
        for (int i = 0; i < replacement.length(); i++) {
            char character = replacement.charAt(i);
            if (character != '\\' || i + 1 == replacement.length()) {
                out.append(character);
                continue;
            }
            char next = replacement.charAt(++i);
            if (next == '&') {
                out.append(matcher.group());
            } else if (next >= '1' && next <= '9') {
                String group = next - '0' <= matcher.groupCount() ? matcher.group(next - '0') : null;
                out.append(group == null ? "" : group);
            } else {
                out.append(next);
            }
        }
    }

    private static int flags(String letters) {
        int flags = 0;
        for (int i = 0; i < letters.length(); i++) {
            flags |= switch (letters.charAt(i)) {
                case 'i' -> Pattern.CASE_INSENSITIVE;
                case 'c' -> 0;
                case 'n', 's' -> Pattern.DOTALL;
                case 'm' -> Pattern.MULTILINE;
                default ->
                    throw new TrueNowException(
                            ErrorCode.INVALID_QUERY,
                            "The flag [" + letters.charAt(i) + "] of a regular expression is unknown.");
            };
        }
        return flags;
    }

    private static Pattern regex(String pattern, int flags) {
        return REGEXES.get(new RegexKey(pattern, flags));
    }

    private static Pattern compile(RegexKey key) {
        limit(key.pattern);
        try {
            return Pattern.compile(key.pattern, key.flags);
        } catch (PatternSyntaxException e) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY,
                    "The regular expression [" + key.pattern + "] is invalid or not supported: " + e.getDescription()
                            + ".");
        }
    }

    private static void limit(String pattern) {
        if (pattern.length() > MAX_PATTERN) {
            throw new TrueNowException(
                    ErrorCode.TOO_COMPLEX,
                    "The regular expression is longer than [" + MAX_PATTERN + "] characters (limit of patterns).");
        }
    }

    /** {@code REPEAT(text, times)}. */
    @Strict
    public static String repeat(String text, long times) {
        long repeats = text.isEmpty() ? 0 : Math.clamp(times, 0L, MAX_CHARACTERS + 1L);
        requireLength(text.length() * repeats);
        return text.repeat((int) repeats);
    }

    /** {@code text || text}. */
    @Strict
    public static String concat(String left, String right) {
        requireLength((long) left.length() + right.length());
        return left.concat(right);
    }

    /** {@code LPAD(text, length)}. */
    @Strict
    public static String leftPad(String text, long length) {
        return leftPad(text, length, " ");
    }

    /** {@code LPAD(text, length, filling)}. */
    @Strict
    public static String leftPad(String text, long length, String filling) {
        int has = CodePoints.length(text);
        return length <= has
                ? CodePoints.left(text, length)
                : filled(length - has, filling).concat(text);
    }

    /** {@code RPAD(text, length)}. */
    @Strict
    public static String rightPad(String text, long length) {
        return rightPad(text, length, " ");
    }

    /** {@code RPAD(text, length, filling)}. */
    @Strict
    public static String rightPad(String text, long length, String filling) {
        int has = CodePoints.length(text);
        return length <= has ? CodePoints.left(text, length) : text.concat(filled(length - has, filling));
    }

    private static String filled(long length, String filling) {
        requireLength(length);
        return filling.isEmpty()
                ? ""
                : CodePoints.left(filling.repeat((int) (length / CodePoints.length(filling)) + 1), length);
    }

    private static void requireLength(long length) {
        if (length > MAX_CHARACTERS) {
            throw new TrueNowException(
                    ErrorCode.ANSWER_LIMIT,
                    "A text of [" + length + "] characters is longer than [" + MAX_CHARACTERS + "] (limit of texts).");
        }
    }
}
