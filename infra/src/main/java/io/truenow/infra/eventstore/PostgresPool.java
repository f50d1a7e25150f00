package io.truenow.infra.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.TimeUnit;

/** The pool of connections to PostgreSQL. It fails fast while the server is away, and recovers by itself. */
public final class PostgresPool {

    /** Longest wait for a connection. */
    public static final long CONNECTION_TIMEOUT_MILLIS = 2_000;

    /** Most connections at a time unless set. */
    public static final int DEFAULT_CONNECTIONS = 12;

    private PostgresPool() {}

    /** A pool that the caller closes. */
    public static HikariDataSource open(String jdbcUrl, String user, String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("truenow-postgres");
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setValidationTimeout(TimeUnit.SECONDS.toMillis(1));
        config.setKeepaliveTime(TimeUnit.SECONDS.toMillis(30));
        config.setAutoCommit(false);
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "truenow");
        return new HikariDataSource(config);
    }
}
