package io.truenow.launcher.e2e;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Rows of statements in a form that two engines share: whole numbers as {@code Long}, others as {@code Double}, times as {@code Long} milliseconds. */
final class Sql {

    private static final double RELATIVE = 1e-9;

    private Sql() {}

    /** All rows of a statement. */
    static List<List<@Nullable Object>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return read(rows);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\nin: " + sql, e.getSQLState(), e.getErrorCode(), e);
        }
    }

    /** All rows of a statement with parameters. */
    static List<List<@Nullable Object>> rows(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    /** The only value of a statement. */
    static @Nullable Object value(Connection connection, String sql) throws SQLException {
        List<List<@Nullable Object>> rows = rows(connection, sql);
        Assertions.assertThat(rows).as(sql).hasSize(1);
        Assertions.assertThat(rows.getFirst()).as(sql).hasSize(1);
        return rows.getFirst().getFirst();
    }

    /** The only value of a statement, a whole number. */
    static long count(Connection connection, String sql) throws SQLException {
        return value(connection, sql) instanceof Long count ? count : -1;
    }

    private static List<List<@Nullable Object>> read(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        List<List<@Nullable Object>> all = new ArrayList<>();
        while (rows.next()) {
            List<@Nullable Object> row = new ArrayList<>(columns);
            for (int c = 1; c <= columns; c++) {
                row.add(value(rows, c));
            }
            all.add(row);
        }
        return all;
    }

    private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        return switch (value) {
            case null -> null;
            case Timestamp time -> millis(rows, column, time);
            case Long n -> n;
            case Integer n -> n.longValue();
            case Short n -> n.longValue();
            case Byte n -> n.longValue();
            case java.math.BigInteger n -> n.longValueExact();
            case BigDecimal n when n.stripTrailingZeros().scale() <= 0 -> n.longValueExact();
            case BigDecimal n -> n.doubleValue();
            case Number n -> n.doubleValue();
            default -> value;
        };
    }

    /** Milliseconds since 1970 in UTC, whatever zone this machine has. */
    private static long millis(ResultSet rows, int column, Timestamp time) throws SQLException {
        return rows.getClass().getName().startsWith("org.apache.calcite.avatica")
                ? rows.getLong(column)
                : time.toLocalDateTime().toInstant(java.time.ZoneOffset.UTC).toEpochMilli();
    }

    /** Fails unless the rows are the same; numbers may differ in the last digits of a double. */
    static void assertSame(String what, List<List<@Nullable Object>> actual, List<List<@Nullable Object>> expected) {
        Assertions.assertThat(actual).as("rows of %s", what).hasSameSizeAs(expected);
        for (int r = 0; r < expected.size(); r++) {
            Assertions.assertThat(actual.get(r)).as("columns of %s", what).hasSameSizeAs(expected.get(r));
            for (int c = 0; c < expected.get(r).size(); c++) {
                if (!same(actual.get(r).get(c), expected.get(r).get(c))) {
                    Assertions.fail("%s: row %d is %s, not %s", what, r, actual.get(r), expected.get(r));
                }
            }
        }
    }

    private static boolean same(@Nullable Object actual, @Nullable Object expected) {
        if (actual instanceof Number a && expected instanceof Number e) {
            double x = a.doubleValue();
            double y = e.doubleValue();
            return x == y || Math.abs(x - y) <= RELATIVE * Math.max(Math.abs(x), Math.abs(y));
        }
        return java.util.Objects.equals(actual, expected);
    }
}
