package io.truenow.jdbc;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Makes exceptions of the class that fits their SQLSTATE. */
final class Errors {

    static final String CANNOT_CONNECT = "08001";
    static final String CONNECTION_CLOSED = "08003";
    static final String CONNECTION_BROKEN = "08006";
    static final String ROWS_LOST = "08S01";
    static final String NOT_SUPPORTED = "0A000";
    static final String OUT_OF_RANGE = "22003";
    static final String NOT_OF_THAT_TYPE = "22018";
    static final String BAD_VALUE = "22023";
    static final String INVALID_STATE = "24000";
    static final String NOT_AUTHORIZED = "28000";
    static final String NO_SUCH_COLUMN = "42703";
    static final String CANCELLED = "57014";

    private Errors() {}

    static SQLException of(String sqlState, String sentence) {
        return of(sqlState, 0, "", sentence, null);
    }

    /**
     * An exception.
     *
     * @param code name of the server's error code; empty if the driver found the error
     */
    static SQLException of(String sqlState, int vendorCode, String code, String sentence, @Nullable Throwable cause) {
        return switch (sqlState.substring(0, 2)) {
            case "08" -> connection(sqlState, vendorCode, sentence, cause);
            case "0A" -> new SQLFeatureNotSupportedException(sentence, sqlState, vendorCode, cause);
            case "22" -> new SQLDataException(sentence, sqlState, vendorCode, cause);
            case "28" -> new SQLInvalidAuthorizationSpecException(sentence, sqlState, vendorCode, cause);
            case "42" -> new SQLSyntaxErrorException(sentence, sqlState, vendorCode, cause);
            case "53" -> new SQLTransientException(sentence, sqlState, vendorCode, cause);
            default ->
                code.equals("STATEMENT_TIMEOUT")
                        ? new SQLTimeoutException(sentence, sqlState, vendorCode, cause)
                        : new SQLException(sentence, sqlState, vendorCode, cause);
        };
    }

    private static SQLException connection(
            String sqlState, int vendorCode, String sentence, @Nullable Throwable cause) {
        if (sqlState.equals(ROWS_LOST)) {
            return new SQLRecoverableException(sentence, sqlState, vendorCode, cause);
        }
        return sqlState.equals(CONNECTION_CLOSED)
                ? new SQLNonTransientConnectionException(sentence, sqlState, vendorCode, cause)
                : new SQLTransientConnectionException(sentence, sqlState, vendorCode, cause);
    }

    static SQLException unsupported(String what) {
        return of(NOT_SUPPORTED, "This driver does not support [" + what + "].");
    }

    static SQLException readOnly() {
        return of(NOT_SUPPORTED, "Events come in through the gateway; SQL only reads.");
    }

    static SQLException noSuchType(Object from, String to) {
        return of(NOT_OF_THAT_TYPE, "A value of type [" + from + "] does not become [" + to + "].");
    }

    /** For {@link java.sql.Wrapper}. */
    static <T> T unwrap(Object self, Class<T> type) throws SQLException {
        if (type.isInstance(self)) {
            return type.cast(self);
        }
        throw of(NOT_SUPPORTED, "This object is no [" + type.getName() + "].");
    }
}
