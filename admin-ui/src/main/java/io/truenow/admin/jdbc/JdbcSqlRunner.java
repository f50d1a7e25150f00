package io.truenow.admin.jdbc;

import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.SqlCall;
import io.truenow.admin.port.SqlRunner;
import java.util.Properties;

/**
 * Runs statements over JDBC, one connection per statement, so that a cancelled or hanging statement never disturbs another and a
 * restarted server needs no pool to recover. Thread-safe.
 */
public final class JdbcSqlRunner implements SqlRunner {

    private final String url;
    private final Properties login;
    private final ConsoleSettings settings;

    /**
     * A runner for any JDBC URL whose driver is on the class path, for a caller without a credential.
     *
     * @param url for example {@code jdbc:avatica:remote:url=http://127.0.0.1:8765;serialization=protobuf}
     * @param settings limits on rows, bytes and time
     */
    public JdbcSqlRunner(String url, ConsoleSettings settings) {
        this(url, new Properties(), settings);
    }

    /** The same with properties of the driver that say who asks. */
    JdbcSqlRunner(String url, Properties login, ConsoleSettings settings) {
        this.url = url;
        this.login = login;
        this.settings = settings;
    }

    @Override
    public SqlCall call(String sql, int maxRows) {
        return new JdbcCall(url, login, sql, Math.min(maxRows, settings.maxRows()), settings);
    }
}
