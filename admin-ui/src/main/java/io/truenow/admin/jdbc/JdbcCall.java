package io.truenow.admin.jdbc;

import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlCall;
import io.truenow.admin.port.SqlFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One statement over its own connection. The work is done by a virtual thread; {@link #run()} waits for its answer or for
 * {@link #cancel()}, whichever is first. Cancelling asks the driver and, in another thread, closes the connection: Avatica's remote
 * driver holds the statement's monitor while its request is under way, so that {@code cancel} waits there, but the server ends the
 * statements of a closed connection.
 */
final class JdbcCall implements SqlCall {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcCall.class);

    private final String url;
    private final Properties login;
    private final String sql;
    private final int maxRows;
    private final ConsoleSettings settings;
    private final CompletableFuture<ResultRows> answer = new CompletableFuture<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final long startedNanos = System.nanoTime();
    private volatile @Nullable Connection connection;
    private volatile @Nullable Statement statement;

    JdbcCall(String url, Properties login, String sql, int maxRows, ConsoleSettings settings) {
        this.url = url;
        this.login = login;
        this.sql = sql;
        this.maxRows = maxRows;
        this.settings = settings;
    }

    @Override
    public ResultRows run() {
        Thread.ofVirtual().name("console-sql").start(this::work);
        return answer.join();
    }

    @Override
    public void cancel() {
        if (!cancelled.compareAndSet(false, true)) {
            return;
        }
        answer.complete(ResultRows.failed(
                new SqlFailure("The statement was cancelled.", "Cancelled in the console.", null, true),
                elapsedMicros()));
        Thread.ofVirtual().name("console-sql-cancel").start(this::askDriver);
        Thread.ofVirtual().name("console-sql-close").start(this::closeConnection);
    }

    private void work() {
        try (Connection opened = DriverManager.getConnection(url, login)) {
            connection = opened;
            try (Statement created = opened.createStatement()) {
                statement = created;
                created.setMaxRows(maxRows + 1);
                created.setQueryTimeout(settings.statementTimeoutSeconds());
                if (!cancelled.get()) {
                    answer.complete(execute(created));
                }
            }
        } catch (SQLException | RuntimeException e) {
            if (!cancelled.get()) {
                LOG.debug("statement refused", e);
                answer.complete(ResultRows.failed(FailureText.of(sql, e.getMessage()), elapsedMicros()));
            }
        } finally {
            // Whatever else happened, nobody waits for ever; has no effect once there is an answer.
            answer.complete(ResultRows.failed(FailureText.of(sql, null), elapsedMicros()));
        }
    }

    private ResultRows execute(Statement created) throws SQLException {
        try (ResultSet set = created.executeQuery(sql)) {
            RowReader reader = new RowReader(set.getMetaData(), maxRows, settings.maxResultBytes());
            return reader.read(set, created, this::elapsedMicros);
        }
    }

    private void askDriver() {
        Statement running = statement;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException | RuntimeException e) {
                LOG.debug("driver cannot cancel", e);
            }
        }
    }

    private void closeConnection() {
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException | RuntimeException e) {
                LOG.debug("connection of a cancelled statement did not close", e);
            }
        }
    }

    private long elapsedMicros() {
        return (System.nanoTime() - startedNanos) / 1_000;
    }
}
