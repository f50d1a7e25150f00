package io.truenow.admin.jdbc;

import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.RowSink;
import io.truenow.admin.port.SqlExport;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Exports over JDBC, one connection per statement; its rows are fetched in parts and never held together. Thread-safe. */
public final class JdbcSqlExport implements SqlExport {

    private static final int FETCHED_AT_ONCE = 5_000;

    private final String url;
    private final Properties login;
    private final ConsoleSettings settings;

    /** As {@link JdbcSqlRunner#JdbcSqlRunner}. */
    public JdbcSqlExport(String url, ConsoleSettings settings) {
        this(url, new Properties(), settings);
    }

    /** The same with properties of the driver that say who asks. */
    JdbcSqlExport(String url, Properties login, ConsoleSettings settings) {
        this.url = url;
        this.login = login;
        this.settings = settings;
    }

    @Override
    public End export(String sql, int maxRows, RowSink sink) throws IOException {
        int limit = Math.min(maxRows, settings.maxDownloadRows());
        long rows = 0;
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement()) {
            statement.setMaxRows(limit + 1);
            statement.setFetchSize(FETCHED_AT_ONCE);
            statement.setQueryTimeout(settings.statementTimeoutSeconds());
            try (ResultSet set = statement.executeQuery(sql)) {
                CellReader cells = new CellReader(set.getMetaData());
                sink.columns(cells.columns());
                while (set.next()) {
                    if (rows == limit) {
                        return new End(rows, true, null);
                    }
                    sink.row(cells.row(set));
                    rows++;
                }
            }
            return new End(rows, false, null);
        } catch (SQLException | RuntimeException e) {
            return new End(rows, false, FailureText.of(sql, e.getMessage()));
        }
    }
}
