package io.truenow.sql.form;

import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer in one form: {@link #begin} once, {@link #row} for each row, then {@link #end} or {@link #fail} once. What was
 * written goes to the stream at the latest with {@link #flush}, {@link #end} or {@link #fail}. Holds some kilobytes at most. One thread.
 */
public interface RowWriter {

    /**
     * What an answer says after its rows.
     *
     * @param rows rows of this answer
     * @param elapsedMillis time since the request came
     * @param rowsScanned rows whose filter the hot tier evaluated
     * @param incompleteBeforeMicros asked rows before this time have left memory; {@link Long#MIN_VALUE} if none
     * @param next where the rows after these are; null if there are none
     */
    record End(
            long rows,
            double elapsedMillis,
            long rowsScanned,
            long incompleteBeforeMicros,
            @Nullable String next) {}

    /** The columns, before the first row. */
    void begin(List<SqlColumn> columns) throws IOException;

    /** A row in Calcite's internal form. */
    void row(@Nullable Object[] row) throws IOException;

    /** The answer is whole. */
    void end(End end) throws IOException;

    /**
     * The answer ends before its last row.
     *
     * @return false if the form has no way to say so: then the connection has to be cut, so that nobody takes the answer for whole
     */
    boolean fail(TrueNowException failure) throws IOException;

    /** Hands on what was written so far. */
    void flush() throws IOException;
}
