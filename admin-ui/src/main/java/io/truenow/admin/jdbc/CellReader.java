package io.truenow.admin.jdbc;

import io.truenow.admin.port.ResultColumn;
import io.truenow.events.time.TimeText;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Cells of a result set's rows as the console shows them: times are ISO-8601 text in UTC. One thread, one result set. */
final class CellReader {

    private final List<ResultColumn> columns = new ArrayList<>();
    private final int[] types;
    private final Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);

    CellReader(ResultSetMetaData meta) throws SQLException {
        this.types = new int[meta.getColumnCount()];
        for (int i = 0; i < types.length; i++) {
            types[i] = meta.getColumnType(i + 1);
            columns.add(new ResultColumn(
                    meta.getColumnLabel(i + 1),
                    meta.getColumnTypeName(i + 1).toUpperCase(Locale.ROOT),
                    isNumber(types[i])));
        }
    }

    List<ResultColumn> columns() {
        return columns;
    }

    /** The current row. */
    @Nullable
    Object[] row(ResultSet set) throws SQLException {
        @Nullable Object[] cells = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            cells[i] = cell(set, i);
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
