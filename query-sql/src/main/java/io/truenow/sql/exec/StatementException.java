package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import org.jspecify.annotations.Nullable;

/** A statement that cannot be planned or run, with its SQLSTATE and, where that is known, the place in its text. */
public final class StatementException extends TrueNowException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final @Nullable String state;

    StatementException(ErrorCode code, String message, int line, int column, @Nullable Throwable cause) {
        this(code, null, message, line, column, cause);
    }

    /** @param state SQLSTATE that says more than the one of the code; null for that one */
    StatementException(
            ErrorCode code, @Nullable String state, String message, int line, int column, @Nullable Throwable cause) {
        super(code, message, null, null, cause);
        this.state = state;
        this.line = line;
        this.column = column;
    }

    /** Line of the statement, from 1; 0 if unknown. */
    public int line() {
        return line;
    }

    /** Column in the line, from 1; 0 if unknown. */
    public int column() {
        return column;
    }

    /** SQLSTATE of any error of ours, as exact as it is known. */
    public static String sqlState(TrueNowException failure) {
        return failure instanceof StatementException s && s.state != null ? s.state : sqlState(failure.code());
    }

    /** SQLSTATE of any code of ours. */
    public static String sqlState(ErrorCode code) {
        return switch (code) {
            case UNKNOWN_TABLE, UNKNOWN_NAMESPACE, MISSING_TABLE -> "42S02";
            case NOT_ACCEPTABLE -> "0A000";
            case UNKNOWN_STATEMENT, UNKNOWN_CURSOR -> "34000";
            case CANCELLED, STATEMENT_TIMEOUT -> "57014";
            case ROW_LIMIT, GROUP_LIMIT, ANSWER_LIMIT -> "54000";
            case INVALID_POSITION -> "22023";
            case POSITION_TIMEOUT -> "55000";
            case TOO_COMPLEX -> "54001";
            case MEMORY_LIMIT, OVERLOADED, LAG_LIMIT, STORAGE_FULL, RATE_LIMITED -> "53000";
            case NOT_READY, LOG_UNAVAILABLE, CATALOG_UNAVAILABLE -> "08001";
            case UNAUTHENTICATED, FORBIDDEN -> "28000";
            default -> code.category() == io.truenow.events.error.ErrorCategory.USER ? "42000" : "XX000";
        };
    }
}
