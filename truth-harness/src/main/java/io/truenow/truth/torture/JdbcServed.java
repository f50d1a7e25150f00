package io.truenow.truth.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks over JDBC. One connection, made again after a failure. Not thread-safe. */
final class JdbcServed implements Served {

    /** Rows that the driver fetches at a time. */
    private static final int FETCH = 5_000;

    private static final int STATEMENT_SECONDS = 60;
    private static final String SUMS = "SELECT COUNT(*), SUM(amount), SUM(price)";

    private final String url;
    private @Nullable Connection connection;

    JdbcServed(String url) {
        this.url = url;
    }

    /** Reads a result set. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> T ask(String sql, Reading<T> reading) throws SQLException {
        try {
            Connection open = connection == null ? DriverManager.getConnection(url) : connection;
            connection = open;
            try (Statement statement = open.createStatement()) {
                statement.setFetchSize(FETCH);
                statement.setQueryTimeout(STATEMENT_SECONDS);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    return reading.read(rows);
                }
            }
        } catch (SQLException e) {
            close();
            throw e;
        } catch (RuntimeException e) {
            // What goes wrong while the driver connects comes out of it unchecked.
            close();
            throw new SQLException(e.toString(), e);
        }
    }

    @Override
    public long count(String table) throws SQLException {
        return ask("SELECT COUNT(*) FROM " + name(table), JdbcServed::number);
    }

    @Override
    public long distinct(String table) throws SQLException {
        return ask("SELECT COUNT(DISTINCT event_id) FROM " + name(table), JdbcServed::number);
    }

    @Override
    public long count(String table, String id) throws SQLException {
        return ask("SELECT COUNT(*) FROM " + name(table) + " WHERE event_id = '" + id + "'", JdbcServed::number);
    }

    private static long number(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new SQLException("An aggregate without a row.");
        }
        return rows.getLong(1);
    }

    @Override
    public Sums sums(String table) throws SQLException {
        return ask(SUMS + " FROM " + name(table), rows -> {
            number(rows);
            return sums(rows, 1);
        });
    }

    @Override
    public Map<String, Sums> sumsByRound(String table) throws SQLException {
        return ask(SUMS + ", \"round\" FROM " + name(table) + " GROUP BY \"round\"", rows -> {
            Map<String, Sums> sums = new TreeMap<>();
            while (rows.next()) {
                sums.put(String.valueOf(rows.getString(4)), sums(rows, 1));
            }
            return sums;
        });
    }

    private static Sums sums(ResultSet rows, int first) throws SQLException {
        return new Sums(rows.getLong(first), rows.getDouble(first + 1), rows.getDouble(first + 2));
    }

    @Override
    public void rows(String table, int round, Consumer<ServedRow> consumer) throws SQLException {
        String columns = "event_id, event_time_us, \"client\", \"round\", \"label\", \"version\", amount, price";
        ask("SELECT " + columns + " FROM " + name(table) + " WHERE \"round\" = '" + round + "'", rows -> {
            while (rows.next()) {
                consumer.accept(new ServedRow(
                        String.valueOf(rows.getString(1)),
                        rows.getLong(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getDouble(7),
                        rows.getDouble(8)));
            }
            return true;
        });
    }

    @Override
    public Map<String, Books> books() throws SQLException {
        return ask(
                "SELECT \"table\", logged, stored, duplicates, conflicting, watermark_us FROM sys.tables WHERE namespace = '"
                        + RequestBody.NAMESPACE + "'",
                rows -> {
                    Map<String, Books> books = new HashMap<>();
                    while (rows.next()) {
                        long watermark = rows.getObject(6) == null ? Long.MIN_VALUE : rows.getLong(6);
                        books.put(
                                rows.getString(1),
                                new Books(
                                        rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5), watermark));
                    }
                    return books;
                });
    }

    private static String name(String table) {
        return RequestBody.NAMESPACE + "." + table;
    }

    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException | RuntimeException gone) {
                // The server is away; its side of the connection went with it.
            }
        }
    }
}
