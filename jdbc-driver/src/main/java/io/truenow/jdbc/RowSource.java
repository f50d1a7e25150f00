package io.truenow.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Where a result set gets its further frames from, and whom it tells what becomes of it. */
interface RowSource {

    /** Rows that came whole. */
    RowSource WHOLE = new RowSource() {};

    /**
     * The frame that begins with a row.
     *
     * @param rows wanted; 0 for the server's choice
     */
    default Frame fetch(long first, int rows) throws SQLException {
        throw new IllegalStateException("Whole rows have no further frame.");
    }

    /** The last row has been passed. */
    default void ended() {}

    /** The rows that are left are not wanted. */
    default void abandoned() {}

    /** The result set is closed. */
    default void closed() throws SQLException {}

    /** The statement that was asked; null if none was. */
    default @Nullable Statement statement() {
        return null;
    }
}
