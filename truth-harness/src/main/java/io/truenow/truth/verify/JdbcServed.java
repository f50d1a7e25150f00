package io.truenow.truth.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a server serves, asked over JDBC through Avatica. */
public final class JdbcServed implements Served {

    private static final int FETCH_ROWS = 10_000;

    /** Accumulators of so many columns go into one statement. */
    private static final int COLUMNS_AT_ONCE = 50;

    private final Connection connection;

    /**
     * Connects to the SQL port.
     *
     * @param address such as {@code http://127.0.0.1:8765}
     * @param login properties of the driver that say who asks
     */
    public JdbcServed(String address, Properties login) {
        try {
            connection = DriverManager.getConnection(
                    "jdbc:avatica:remote:url=" + address + ";serialization=protobuf", login);
        } catch (SQLException | RuntimeException e) {
            throw failed(e);
        }
    }

    @Override
    public List<Shard> audit() {
        String sql =
                "SELECT namespace, \"table\", table_id, shard, \"partition\", next_offset, applied_offset, logged, stored,"
                        + " duplicates, conflicting, resident_rows, incomplete_before_us, stopped FROM sys.ingest_audit"
                        + " WHERE scope = 'shard'";
        List<Shard> shards = new ArrayList<>();
        query(
                sql,
                rows -> shards.add(new Shard(
                        new TableName(rows.getString(1), rows.getString(2)),
                        rows.getString(3),
                        rows.getInt(4),
                        rows.getInt(5),
                        rows.getLong(6),
                        number(rows, 7, -1),
                        rows.getLong(8),
                        rows.getLong(9),
                        rows.getLong(10),
                        rows.getLong(11),
                        rows.getLong(12),
                        orNull(rows, 13),
                        rows.getString(14))));
        return shards;
    }

    @Override
    public List<Column> columns(TableName table) {
        String sql = "SELECT \"column\", role, field, type FROM sys.columns WHERE namespace = ? AND \"table\" = ?"
                + " AND role IN ('dimension', 'metric') ORDER BY \"position\"";
        List<Column> columns = new ArrayList<>();
        Set<String> fields = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.namespace());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    boolean metric = rows.getString(2).equals("metric");
                    boolean moment = metric && rows.getString(4).equals("TIMESTAMP");
                    // A moment is served twice; its microseconds come behind it, under the same field.
                    if (fields.add((metric ? "m:" : "d:") + rows.getString(3))) {
                        columns.add(new Column(rows.getString(1), metric, rows.getString(3), moment));
                    }
                }
            }
        } catch (SQLException | RuntimeException e) {
            throw failed(e);
        }
        return columns;
    }

    @Override
    public Figures figures(TableName table, List<Column> columns) {
        String from = " FROM " + name(table);
        long[] counts = new long[1];
        Long[] times = new Long[2];
        query("SELECT COUNT(*), MIN(event_time_us), MAX(event_time_us)" + from, rows -> {
            counts[0] = rows.getLong(1);
            times[0] = orNull(rows, 2);
            times[1] = orNull(rows, 3);
        });
        List<Long> nonNull = new ArrayList<>();
        List<@Nullable Double> sums = new ArrayList<>();
        for (int begin = 0; begin < columns.size(); begin += COLUMNS_AT_ONCE) {
            some(from, columns.subList(begin, Math.min(columns.size(), begin + COLUMNS_AT_ONCE)), nonNull, sums);
        }
        return new Figures(counts[0], distinctIds(from), times[0], times[1], nonNull, sums);
    }

    /** A limit of the server may refuse this one. */
    private long distinctIds(String from) {
        long[] distinct = {-1};
        try {
            query("SELECT COUNT(DISTINCT event_id)" + from, rows -> distinct[0] = rows.getLong(1));
        } catch (ServedException refused) {
            return -1;
        }
        return distinct[0];
    }

    private void some(String from, List<Column> columns, List<Long> nonNull, List<@Nullable Double> sums) {
        StringBuilder sql = new StringBuilder("SELECT ");
        for (Column column : columns) {
            String name = quoted(column.sqlName());
            sql.append(sql.length() > 7 ? ", " : "")
                    .append("COUNT(")
                    .append(name)
                    .append(")");
            if (column.sums()) {
                sql.append(", SUM(").append(name).append(")");
            }
        }
        query(sql.append(from).toString(), rows -> {
            int at = 1;
            for (Column column : columns) {
                nonNull.add(rows.getLong(at++));
                sums.add(column.sums() ? doubleOrNull(rows, at++) : null);
            }
        });
    }

    @Override
    public void rows(
            TableName table,
            List<Column> columns,
            @Nullable Long fromMicros,
            @Nullable Long toMicros,
            Consumer<EventRow> sink) {
        StringBuilder sql = new StringBuilder("SELECT event_id, event_time_us, ingest_time");
        columns.forEach(c -> sql.append(", ").append(quoted(c.sqlName())));
        sql.append(" FROM ").append(name(table));
        if (fromMicros != null) {
            sql.append(" WHERE event_time_us >= ").append(fromMicros);
        }
        if (toMicros != null) {
            sql.append(fromMicros == null ? " WHERE" : " AND")
                    .append(" event_time_us < ")
                    .append(toMicros);
        }
        query(sql.toString(), rows -> sink.accept(row(rows, columns)));
    }

    private static EventRow row(ResultSet rows, List<Column> columns) throws SQLException {
        TreeMap<String, String> dimensions = new TreeMap<>();
        TreeMap<String, Double> metrics = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.metric()) {
                Double value = column.moment() ? millisOrNull(rows, i + 4) : doubleOrNull(rows, i + 4);
                if (value != null) {
                    metrics.put(column.field(), value);
                }
            } else {
                String value = rows.getString(i + 4);
                if (value != null) {
                    dimensions.put(column.field(), value);
                }
            }
        }
        // The driver gives the milliseconds of a timestamp as they are; its Timestamp would be shifted by this
        // machine's zone.
        return new EventRow(rows.getString(1), rows.getLong(2), rows.getLong(3), dimensions, metrics);
    }

    private static long number(ResultSet rows, int column, long otherwise) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? otherwise : value;
    }

    private static @Nullable Long orNull(ResultSet rows, int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : (Long) value;
    }

    /** As of the ingest time: milliseconds as they are. */
    private static @Nullable Double millisOrNull(ResultSet rows, int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : (Double) (double) value;
    }

    private static @Nullable Double doubleOrNull(ResultSet rows, int column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? null : (Double) value;
    }

    /** Takes the row at which a result stands. */
    @FunctionalInterface
    private interface RowSink {
        void take(ResultSet rows) throws SQLException;
    }

    private void query(String sql, RowSink sink) {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    sink.take(rows);
                }
            }
        } catch (SQLException | RuntimeException e) {
            throw failed(e);
        }
    }

    private static String name(TableName table) {
        return quoted(table.namespace()) + "." + quoted(table.table());
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static ServedException failed(Exception e) {
        String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        int driver = text.indexOf("Remote driver error: ");
        return new ServedException(driver < 0 ? text : text.substring(driver + "Remote driver error: ".length()), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
