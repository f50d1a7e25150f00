package io.truenow.sql.server;

import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one statement that changes its connection: {@code SET truenow.min_position = '3:4711'}, or {@code DEFAULT} for none. Its answer is a row
 * with the new value.
 *
 * @param position up to which the connection's statements see the log from then on
 */
record SessionSetting(LogMark position) {

    private static final int MAX_CHARACTERS = 2_048;
    private static final Pattern STATEMENT = Pattern.compile(
            "\\s*SET\\s+truenow\\.min_position\\s*(?:=|\\sTO\\s)\\s*(?:'([^']*)'|DEFAULT)\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);

    /**
     * What a statement sets; null if it is another statement.
     *
     * @throws TrueNowException {@code INVALID_POSITION}
     */
    static @Nullable SessionSetting of(String sql) {
        if (sql.length() > MAX_CHARACTERS) {
            return null;
        }
        Matcher statement = STATEMENT.matcher(sql);
        if (!statement.matches()) {
            return null;
        }
        String text = statement.group(1);
        return new SessionSetting(text == null ? LogMark.NONE : LogMark.parse(text));
    }

    /** A statement with the answer; a mark's text has neither quotes nor letters. */
    String answer() {
        return "SELECT CAST('" + position + "' AS VARCHAR) AS \"truenow.min_position\"";
    }
}
