package io.truenow.infra.external;

import io.truenow.infra.server.DatabaseConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the database that one session holds, or that several share ({@code pg_try_advisory_lock}), on a connection of its own that is never pooled: it goes
 * with the connection, however the process ends. A pooler between that shares sessions between clients would break it. Not thread-safe.
 */
final class SoleUse implements AutoCloseable {

    /** The lock's number, halves of which {@code pg_locks} shows: "True", "Now1". */
    private static final int HIGH = 0x54727565;

    private static final int LOW = 0x4e6f7731;
    private static final int CONNECT_SECONDS = 2;
    private static final int ANSWER_SECONDS = 3;

    private final DatabaseConnection place;
    private final boolean shared;
    private final String name = "truenow " + UUID.randomUUID();
    private @Nullable Connection connection;

    /** @param shared with others that share it, too; with none that does not */
    SoleUse(DatabaseConnection place, boolean shared) {
        this.place = place;
        this.shared = shared;
    }

    /**
     * Takes the lock, or proves that it is still held.
     *
     * @return null if it is ours; else who holds it
     * @throws SQLException if PostgreSQL does not answer
     */
    @Nullable
    String take() throws SQLException {
        Connection open = connection;
        try {
            if (open != null) {
                try (Statement statement = open.createStatement()) {
                    statement.execute("SELECT 1");
                }
                return null;
            }
            open = open();
            if (lock(open)) {
                connection = open;
                return null;
            }
            String holder = holder(open);
            open.close();
            return holder;
        } catch (SQLException e) {
            connection = null;
            abandon(open);
            throw e;
        }
    }

    /** Whether a holder is a connection of this object that PostgreSQL has not yet seen to be gone. */
    boolean isOurs(String holder) {
        return holder.contains(name);
    }

    private Connection open() throws SQLException {
        Properties login = place.login(CONNECT_SECONDS, ANSWER_SECONDS);
        login.setProperty("ApplicationName", name);
        return DriverManager.getConnection(place.jdbcUrl(), login);
    }

    /** The session ends within half a minute of a machine that vanished, instead of the two hours that are usual. */
    private boolean lock(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute(
                    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3");
            try (ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_lock" + (shared ? "_shared" : "")
                    + "(" + ((long) HIGH << 32 | LOW) + ")")) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static String holder(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet answer = statement.executeQuery(
                        "SELECT coalesce(application_name, '?') || ' at ' || coalesce(client_addr::text, '?') || ' since '"
                                + " || coalesce(date_trunc('second', backend_start)::text, '?')"
                                + " FROM pg_locks JOIN pg_stat_activity USING (pid)"
                                + " WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND classid = " + HIGH
                                + " AND objid = " + LOW + " AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())")) {
            return answer.next() ? answer.getString(1) : "it has just gone";
        }
    }

    private static void abandon(@Nullable Connection open) {
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException gone) {
                // It is gone already.
            }
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException gone) {
                abandon(open);
            }
        }
    }
}
