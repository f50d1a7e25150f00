package io.truenow.infra.eventstore;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.infra.server.LogIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Which log the catalogue belongs to, in the table {@code log_binding}. Records carry the ids of tables that the catalogue gave; with
 * another catalogue the same names would get other ids, and every table would begin again beside itself. Thread-safe.
 */
public final class CatalogBinding {

    private final DataSource catalogue;

    /** Of a database that the control plane has migrated. */
    public CatalogBinding(DataSource catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Binds the catalogue to a log, for good.
     *
     * @param holdsRecords whether the log has records
     * @throws TrueNowException {@code ALREADY_EXISTS} if the catalogue belongs to another log, or is new while the log is not;
     *     {@code CATALOG_UNAVAILABLE} if PostgreSQL does not answer
     */
    public void require(LogIdentity log, boolean holdsRecords) {
        try (Connection connection = catalogue.getConnection()) {
            connection.setAutoCommit(false);
            LogIdentity known = known(connection);
            if (known == null) {
                if (holdsRecords && isEmpty(connection)) {
                    throw new TrueNowException(
                            ErrorCode.ALREADY_EXISTS,
                            "The log [" + log + "] has records, and this catalogue knows no table of them: start on the"
                                    + " PostgreSQL database that belongs to the log, or on an empty log.");
                }
                bind(connection, log);
                connection.commit();
            } else if (!known.equals(log)) {
                throw new TrueNowException(
                        ErrorCode.ALREADY_EXISTS,
                        "This catalogue belongs to the log [" + known + "], and the log here is [" + log
                                + "]: start on the log that it belongs to, or on an empty database.");
            }
        } catch (SQLException e) {
            throw new TrueNowException(
                    ErrorCode.CATALOG_UNAVAILABLE, "The catalogue does not say to which log it belongs.", e);
        }
    }

    private static @Nullable LogIdentity known(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT cluster_id, topic_id FROM log_binding")) {
            return row.next() ? new LogIdentity(row.getString(1), row.getString(2)) : null;
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM domain_event_entry)")) {
            return row.next() && !row.getBoolean(1);
        }
    }

    private static void bind(Connection connection, LogIdentity log) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO log_binding (cluster_id, topic_id) VALUES (?, ?)")) {
            insert.setString(1, log.clusterId());
            insert.setString(2, log.topicId());
            insert.executeUpdate();
        }
    }
}
