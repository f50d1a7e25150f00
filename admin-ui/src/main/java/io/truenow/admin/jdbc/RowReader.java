package io.truenow.admin.jdbc;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import io.truenow.events.time.TimeText;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a result set into rows, up to a number of rows and an estimate of bytes. One thread, one answer. */
final class RowReader {

    private static final int BYTES_OF_ROW = 32;
    private static final int BYTES_OF_NUMBER = 24;
    private static final int BYTES_OF_TEXT = 48;

    private final List<ResultColumn> columns = new ArrayList<>();
    private final int[] types;
    private final int maxRows;
    private final long maxBytes;
    private final Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    private long bytes;

    RowReader(ResultSetMetaData meta, int maxRows, long maxBytes) throws SQLException {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        this.types = new int[meta.getColumnCount()];
        for (int i = 0; i < types.length; i++) {
            types[i] = meta.getColumnType(i + 1);
            columns.add(new ResultColumn(
                    meta.getColumnLabel(i + 1),
                    meta.getColumnTypeName(i + 1).toUpperCase(Locale.ROOT),
                    isNumber(types[i])));
        }
    }

    ResultRows read(ResultSet set, Statement statement, LongSupplier elapsedMicros) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        boolean more = set.next();
        while (more && rows.size() < maxRows && bytes < maxBytes) {
            rows.add(row(set));
            more = set.next();
        }
        List<String> warnings = warnings(statement.getWarnings());
        return new ResultRows(columns, rows, elapsedMicros.getAsLong(), more, warnings, null);
    }

    private @Nullable Object[] row(ResultSet set) throws SQLException {
        @Nullable Object[] cells = new @Nullable Object[types.length];
        bytes += BYTES_OF_ROW;
        for (int i = 0; i < types.length; i++) {
            Object cell = cell(set, i);
            bytes += cell instanceof String text ? BYTES_OF_TEXT + text.length() : BYTES_OF_NUMBER;
            cells[i] = cell;
        }
        return cells;
    }

    private @Nullable Object cell(ResultSet set, int i) throws SQLException {
        if (types[i] == Types.TIMESTAMP) {
            Timestamp time = set.getTimestamp(i + 1, utc);
            return time == null ? null : TimeText.toIso(micros(time));
        }
        Object value = set.getObject(i + 1);
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal.toPlainString();
            case Number number -> number;
            case Boolean bool -> bool;
            default -> value.toString();
        };
    }

    private static long micros(Timestamp time) {
        return Math.floorDiv(time.getTime(), 1_000L) * 1_000_000L + time.getNanos() / 1_000;
    }

    private static List<String> warnings(@Nullable SQLWarning first) {
        List<String> texts = new ArrayList<>();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            texts.add(String.valueOf(warning.getMessage()));
        }
        return texts;
    }

    private static boolean isNumber(int type) {
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> true;
            default -> false;
        };
    }
}
