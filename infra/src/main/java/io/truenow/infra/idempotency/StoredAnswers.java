package io.truenow.infra.idempotency;

import io.truenow.command.port.KeptAnswers;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * {@link KeptAnswers} in the table {@code kept_answers}. A key is reserved by one statement that inserts its row or takes over one past its
 * time, so that the database decides between callers. Each reservation removes some rows past their time. Thread-safe.
 */
public final class StoredAnswers implements KeptAnswers {

    /** For how long an answer is given again. */
    static final Duration KEPT = Duration.ofHours(24);

    /** After what time a key is free again whose caller said nothing more; longer than any request works. */
    static final Duration RESERVED = Duration.ofMinutes(1);

    /** Keys that a tenant may have used within {@link #KEPT}, unless set. */
    public static final int DEFAULT_KEYS = 10_000;

    private static final int SWEPT = 100;
    private static final int TRIES = 3;
    private static final String ONE = " WHERE tenant = ? AND principal = ? AND idempotency_key = ?";
    private static final String HELD = ONE + " AND holder = ? AND status IS NULL";

    private final DataSource database;
    private final MicroClock clock;
    private final Supplier<UUID> ids;
    private final int maxKeys;

    /**
     * In a database that the control plane has migrated.
     *
     * @param maxKeys that a tenant may have used within a day
     */
    public StoredAnswers(DataSource database, MicroClock clock, Supplier<UUID> ids, int maxKeys) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.maxKeys = maxKeys;
    }

    @Override
    public Reservation reserve(Request request) {
        return transaction(connection -> {
            long now = clock.nowMicros();
            UUID holder = ids.get();
            sweep(connection, now);
            for (int i = 0; i < TRIES; i++) {
                if (insert(connection, request, holder, now)) {
                    if (keys(connection, request.tenant(), now) <= maxKeys) {
                        return new Reservation.Reserved(holder);
                    }
                    connection.rollback();
                    return new Reservation.Full();
                }
                Reservation found = find(connection, request);
                if (found != null) {
                    return found;
                }
            }
            return new Reservation.UnderWay();
        });
    }

    /** Some of the rows past their time, those least recently of use first; another caller may be at it, too. */
    private static void sweep(Connection connection, long now) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM kept_answers WHERE ctid = ANY (ARRAY(SELECT ctid FROM kept_answers"
                        + " WHERE until_micros <= ? ORDER BY until_micros LIMIT " + SWEPT
                        + " FOR UPDATE SKIP LOCKED))")) {
            delete.setLong(1, now);
            delete.executeUpdate();
        }
    }

    private static boolean insert(Connection connection, Request request, UUID holder, long now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO kept_answers AS known"
                + " (tenant, principal, idempotency_key, request_hash, holder, until_micros) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant, principal, idempotency_key) DO UPDATE SET request_hash = EXCLUDED.request_hash,"
                + " holder = EXCLUDED.holder, status = NULL, etag = NULL, body = NULL,"
                + " until_micros = EXCLUDED.until_micros WHERE known.until_micros <= ?")) {
            setKey(insert, 1, request);
            insert.setString(4, request.hash());
            insert.setObject(5, holder);
            insert.setLong(6, now + RESERVED.toNanos() / 1_000);
            insert.setLong(7, now);
            return insert.executeUpdate() == 1;
        }
    }

    private static long keys(Connection connection, String tenant, long now) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                "SELECT count(*) FROM kept_answers WHERE tenant = ? AND until_micros > ?")) {
            count.setString(1, tenant);
            count.setLong(2, now);
            try (ResultSet row = count.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** What there is; null if it went just now. */
    private static @Nullable Reservation find(Connection connection, Request request) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT request_hash, status, etag, body FROM kept_answers" + ONE)) {
            setKey(select, 1, request);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                if (!row.getString(1).equals(request.hash())) {
                    return new Reservation.OtherRequest();
                }
                int status = row.getInt(2);
                return row.wasNull()
                        ? new Reservation.UnderWay()
                        : new Reservation.Kept(new Answer(status, row.getString(3), row.getBytes(4)));
            }
        }
    }

    @Override
    public void keep(Request request, UUID holder, Answer answer) {
        transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE kept_answers SET status = ?, etag = ?, body = ?, until_micros = ?" + HELD)) {
                update.setInt(1, answer.status());
                update.setString(2, answer.etag());
                update.setBytes(3, answer.body());
                update.setLong(4, clock.nowMicros() + KEPT.toNanos() / 1_000);
                setKey(update, 5, request);
                update.setObject(8, holder);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public void release(Request request, UUID holder) {
        transaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM kept_answers" + HELD)) {
                setKey(delete, 1, request);
                delete.setObject(4, holder);
                return delete.executeUpdate();
            }
        });
    }

    private static void setKey(PreparedStatement statement, int from, Request request) throws SQLException {
        statement.setString(from, request.tenant());
        statement.setString(from + 1, request.principal());
        statement.setString(from + 2, request.key());
    }

    @FunctionalInterface
    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T transaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T result = work.in(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new TrueNowException(ErrorCode.CATALOG_UNAVAILABLE, "The kept answers cannot be read.", e);
        }
    }
}
