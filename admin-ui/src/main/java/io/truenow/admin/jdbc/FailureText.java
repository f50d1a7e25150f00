package io.truenow.admin.jdbc;

import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlFailure.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a driver's long message the sentence for a person and the place in the statement. Knows the server's form
 * ({@code … (line 1, column 8).}) and the two of Calcite ({@code From line 1, column 8 to line 1, column 10: …} and
 * {@code … at line 1, column 5}); anything else is shown as it is. The server's form says where the place begins; it ends with the
 * word there.
 * Called once per failed statement, so regular expressions are cheap enough. Thread-safe.
 */
final class FailureText {

    private static final Pattern RANGE = Pattern.compile(
            "(?:From line (\\d+), column (\\d+) to line (\\d+), column (\\d+)|[Aa]t line (\\d+), column (\\d+))(?:: ?)?");
    private static final Pattern SERVER = Pattern.compile("\\(line (\\d+), column (\\d+)\\)\\.?\\s*$");
    private static final Pattern CHAIN = Pattern.compile(" -> (?:[\\w$.]*(?:Exception|Error)): ");
    private static final Pattern CLASSES = Pattern.compile("^(?:[\\w$.]+\\.)?\\w*(?:Exception|Error): ");
    private static final Pattern PREFIX = Pattern.compile(
            "^(?:Error -?\\d+ \\(\\w*\\) ?: ?|Remote driver error: |Error while (?:executing SQL|preparing statement|executing)[^:]*: )+");
    private static final Pattern EXPECTED = Pattern.compile("\\s*Was expecting(?: one of)?:.*", Pattern.DOTALL);
    /** What Calcite says, where select aliases are visible, about a column that no table has. */
    private static final Pattern SELF_ALIAS =
            Pattern.compile("The definition of column ('[^']*') depends on itself through the following columns: \\1");

    /** What Avatica's driver says of a request that the server did not take for anybody's. */
    private static final String UNAUTHENTICATED = "got HTTP/401";

    private static final int MAX_SENTENCE = 400;

    private FailureText() {}

    static SqlFailure of(String sql, @Nullable String driverMessage) {
        String detail = driverMessage == null || driverMessage.isBlank() ? "The driver gave no reason." : driverMessage;
        if (detail.contains(UNAUTHENTICATED)) {
            return new SqlFailure("The server does not take this key any more. Log in again.", detail, null, false);
        }
        String text = detail.replace(sql, "");
        Matcher ours = SERVER.matcher(text);
        if (ours.find()) {
            Span word = word(sql, Integer.parseInt(ours.group(1)), Integer.parseInt(ours.group(2)));
            return new SqlFailure(sentence(text), detail, word, false);
        }
        Matcher place = RANGE.matcher(text);
        Span span = null;
        if (place.find()) {
            span = span(place);
            String after = text.substring(place.end());
            boolean sentenceFollows = place.group(1) != null && !after.isBlank();
            text = sentenceFollows ? after : text.substring(0, place.end());
        }
        return new SqlFailure(sentence(text), detail, span, false);
    }

    /** The word that begins at a place of the statement; one character where none does. */
    private static Span word(String sql, int line, int column) {
        String text = sql.lines().skip(line - 1L).findFirst().orElse("");
        int end = column;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return new Span(line, column, line, end);
    }

    private static Span span(Matcher place) {
        boolean range = place.group(1) != null;
        int line = Integer.parseInt(place.group(range ? 1 : 5));
        int column = Integer.parseInt(place.group(range ? 2 : 6));
        return range
                ? new Span(line, column, Integer.parseInt(place.group(3)), Integer.parseInt(place.group(4)))
                : new Span(line, column, line, column);
    }

    private static String sentence(String raw) {
        String text = EXPECTED.matcher(raw).replaceFirst("");
        String before = "";
        while (!before.equals(text)) {
            before = text;
            text = CLASSES.matcher(PREFIX.matcher(text).replaceFirst("")).replaceFirst("");
        }
        Matcher chain = CHAIN.matcher(text);
        if (chain.find()) {
            String first = text.substring(0, chain.start());
            text = first.isBlank() ? sentence(text.substring(chain.end())) : first;
        }
        String line = SELF_ALIAS.matcher(text.strip()).replaceFirst("Column $1 not found in any table");
        return line.length() <= MAX_SENTENCE ? line : line.substring(0, MAX_SENTENCE) + "…";
    }
}
