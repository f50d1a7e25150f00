package io.truenow.admin.jdbc;

import io.truenow.admin.port.ResultRows;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a result set into rows, up to a number of rows and an estimate of bytes. One thread, one answer. */
final class RowReader {

    private final CellReader cells;
    private final int maxRows;
    private final long maxBytes;

    RowReader(ResultSetMetaData meta, int maxRows, long maxBytes) throws SQLException {
        this.cells = new CellReader(meta);
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    ResultRows read(ResultSet set, Statement statement, LongSupplier elapsedMicros) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        long bytes = 0;
        boolean more = set.next();
        while (more && rows.size() < maxRows && bytes < maxBytes) {
            @Nullable Object[] row = cells.row(set);
            bytes += ResultRows.estimatedBytes(row);
            rows.add(row);
            more = set.next();
        }
        List<String> warnings = warnings(statement.getWarnings());
        return new ResultRows(cells.columns(), rows, elapsedMicros.getAsLong(), more, warnings, null);
    }

    private static List<String> warnings(@Nullable SQLWarning first) {
        List<String> texts = new ArrayList<>();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            texts.add(String.valueOf(warning.getMessage()));
        }
        return texts;
    }
}
