package io.truenow.sql.exec;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises the validator's words for a name that is not there. Without state. */
final class MissingNames {

    /** SQLSTATE of a table that is not there. */
    static final String TABLE = "42S02";

    /** SQLSTATE of a column that is not there. */
    static final String COLUMN = "42S22";

    /** SQLSTATE of a function that is not there, or not for these arguments. */
    static final String FUNCTION = "42883";

    private static final Pattern MISSING_TABLE = Pattern.compile("^(Object|Table) '.*' not found");
    private static final Pattern MISSING_COLUMN = Pattern.compile("^(Column|Field) '.*' not found");
    private static final Pattern MISSING_FUNCTION = Pattern.compile("^No match found for function signature");

    private MissingNames() {}

    /** SQLSTATE that a message of the validator stands for; null if it is about something else. */
    static @Nullable String state(String message) {
        if (MISSING_TABLE.matcher(message).find()) {
            return TABLE;
        }
        if (MISSING_COLUMN.matcher(message).find()) {
            return COLUMN;
        }
        return MISSING_FUNCTION.matcher(message).find() ? FUNCTION : null;
    }
}
