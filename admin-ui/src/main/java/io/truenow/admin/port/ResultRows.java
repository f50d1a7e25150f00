package io.truenow.admin.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of one statement: either rows or a failure.
 *
 * @param columns columns in the order of the statement; empty for a failure
 * @param rows cells in the order of the columns; null is SQL NULL, times are ISO-8601 text in UTC
 * @param elapsedMicros from the call until the last row was read
 * @param truncated whether the answer has more rows than are held here
 * @param warnings what the server had to say beside the rows
 * @param failure why there are no rows, or null
 */
public record ResultRows(
        List<ResultColumn> columns,
        List<@Nullable Object[]> rows,
        long elapsedMicros,
        boolean truncated,
        List<String> warnings,
        @Nullable SqlFailure failure) {

    private static final int BYTES_OF_ROW = 32;
    private static final int BYTES_OF_NUMBER = 24;
    private static final int BYTES_OF_TEXT = 48;

    /** Copies the lists; the rows' arrays are shared and must not be changed any more. */
    public ResultRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        warnings = List.copyOf(warnings);
    }

    /** Answer with rows. */
    public static ResultRows of(List<ResultColumn> columns, List<@Nullable Object[]> rows, long elapsedMicros) {
        return new ResultRows(columns, rows, elapsedMicros, false, List.of(), null);
    }

    /** Answer without rows, with its reason. */
    public static ResultRows failed(SqlFailure failure, long elapsedMicros) {
        return new ResultRows(List.of(), List.of(), elapsedMicros, false, List.of(), failure);
    }

    /** Estimate of the bytes that its rows take while they are held. */
    public long estimatedBytes() {
        return rows.stream().mapToLong(ResultRows::estimatedBytes).sum();
    }

    /** Estimate of the bytes that a row takes while it is held. */
    public static long estimatedBytes(@Nullable Object[] row) {
        long bytes = BYTES_OF_ROW;
        for (Object cell : row) {
            bytes += cell instanceof String text ? BYTES_OF_TEXT + text.length() : BYTES_OF_NUMBER;
        }
        return bytes;
    }
}
