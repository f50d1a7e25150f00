package io.truenow.sql.server;

import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import io.truenow.sql.exec.Priority;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements that change their connection: {@code SET truenow.min_position = '3:4711'} and {@code SET truenow.priority = 'low'}, or
 * {@code DEFAULT} for none. The answer is a row with the new value.
 *
 * @param name what is set
 * @param value what it is from then on, as text
 * @param position up to which the connection's statements see the log; null if that is not what is set
 * @param priority how soon its statements get their turn; null if that is not what is set
 */
record SessionSetting(
        String name,
        String value,
        @Nullable LogMark position,
        @Nullable Priority priority) {

    private static final int MAX_CHARACTERS = 2_048;
    private static final String POSITION = "min_position";
    private static final Pattern STATEMENT = Pattern.compile(
            "\\s*SET\\s+truenow\\.(min_position|priority)\\s*(?:=|\\sTO\\s)\\s*(?:'([^']*)'|DEFAULT)\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);

    /**
     * What a statement sets; null if it is another statement.
     *
     * @throws TrueNowException {@code INVALID_POSITION}, {@code INVALID_VALUE}
     */
    static @Nullable SessionSetting of(String sql) {
        if (sql.length() > MAX_CHARACTERS) {
            return null;
        }
        Matcher statement = STATEMENT.matcher(sql);
        if (!statement.matches()) {
            return null;
        }
        String name = statement.group(1).toLowerCase(Locale.ROOT);
        String text = statement.group(2);
        if (name.equals(POSITION)) {
            LogMark position = text == null ? LogMark.NONE : LogMark.parse(text);
            return new SessionSetting(name, position.toString(), position, null);
        }
        Priority priority = text == null ? Priority.NORMAL : Priority.of(text);
        return new SessionSetting(name, priority.toString(), null, priority);
    }

    /** Changes a connection. */
    void applyTo(JdbcConnection connection) {
        if (position != null) {
            connection.position(position);
        }
        if (priority != null) {
            connection.priority(priority);
        }
    }

    /** A statement with the answer; neither a mark's text nor a priority's has quotes. */
    String answer() {
        return "SELECT CAST('" + value + "' AS VARCHAR) AS \"truenow." + name + "\"";
    }
}
