package io.truenow.sql.server;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.port.OpenConnections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.calcite.avatica.NoSuchConnectionException;
import org.jspecify.annotations.Nullable;

/** Open connections by id. A connection is only there for the principal that opened it. Thread-safe. */
final class JdbcConnections implements OpenConnections {

    private static final long SWEEP_NANOS = 1_000_000_000L;

    /** Where there is no place, rows that were not fetched for so long give way to a new connection. */
    private static final long ABANDONED_NANOS = 10_000_000_000L;

    private final Map<String, JdbcConnection> open = new ConcurrentHashMap<>();
    private final JdbcSettings settings;
    private final long statementMicros;
    private final LongSupplier nowMicros;
    private volatile boolean stopped;
    private final AtomicLong sweptNanos = new AtomicLong(System.nanoTime());

    JdbcConnections(JdbcSettings settings, long statementMicros, LongSupplier nowMicros) {
        this.nowMicros = nowMicros;
        this.settings = settings;
        this.statementMicros = statementMicros;
    }

    /** Opens a connection; opening one that is open already does nothing. */
    JdbcConnection open(String id, Principal principal, Map<String, String> properties) {
        if (stopped) {
            throw new TrueNowException(ErrorCode.NOT_READY, "The server is stopping.");
        }
        sweep(open.size() >= settings.maxConnections());
        JdbcConnection existing = open.get(id);
        if (existing != null) {
            return find(id, principal);
        }
        if (open.size() >= settings.maxConnections()) {
            throw new TrueNowException(
                    ErrorCode.OVERLOADED,
                    "The server has [" + settings.maxConnections()
                            + "] open connections already (limit of connections).");
        }
        JdbcConnection connection = new JdbcConnection(
                id, principal, properties.get("schema"), settings.maxStatements(), nowMicros.getAsLong());
        connection.position(ConnectionOptions.position(properties));
        JdbcConnection raced = open.putIfAbsent(id, connection);
        return raced == null ? connection : find(id, principal);
    }

    /**
     * The connection of an id, opened if it is not there. Its client sends all that it needs with each request, so that one without
     * statements, or whose rows nobody came for in a while, may be forgotten: where there is no place for a new one, the one that was
     * used the longest time ago is.
     */
    JdbcConnection reopen(String id, Principal principal) {
        JdbcConnection known = open.get(id);
        if (known != null) {
            if (!known.principal().equals(principal)) {
                throw new TrueNowException(ErrorCode.FORBIDDEN, "The connection is not one of this principal.");
            }
            sweep(false);
            known.touch();
            return known;
        }
        if (open.size() >= settings.maxConnections()) {
            sweep(true);
            if (open.size() >= settings.maxConnections()) {
                forgetOne();
            }
        }
        JdbcConnection connection = open(id, principal, Map.of());
        connection.canReopen(true);
        return connection;
    }

    private void forgetOne() {
        JdbcConnection eldest = null;
        for (JdbcConnection connection : open.values()) {
            if (connection.canBeForgotten(ABANDONED_NANOS)
                    && (eldest == null || connection.usedNanos() - eldest.usedNanos() < 0)) {
                eldest = connection;
            }
        }
        if (eldest != null && open.remove(eldest.id(), eldest)) {
            eldest.close();
        }
    }

    /** The open connection of an id; a request that was not made by a driver may have none. */
    JdbcConnection find(@Nullable String id, Principal principal) {
        sweep(false);
        JdbcConnection connection = id == null ? null : open.get(id);
        if (connection == null || !connection.principal().equals(principal)) {
            throw new NoSuchConnectionException(id);
        }
        connection.touch();
        return connection;
    }

    void close(String id, Principal principal) {
        JdbcConnection connection = open.get(id);
        if (connection != null && connection.principal().equals(principal) && open.remove(id, connection)) {
            connection.close();
        }
    }

    @Override
    public List<Connection> of(Principal principal) {
        return open.values().stream()
                .filter(connection -> principal.manages(connection.principal()))
                .map(JdbcConnection::figures)
                .toList();
    }

    int size() {
        return open.size();
    }

    /** Closes all; from now on none is opened. */
    void closeAll() {
        stopped = true;
        open.values().forEach(JdbcConnection::close);
        open.clear();
    }

    /** Closes connections that nobody uses any longer, and ends statements whose time is over. */
    void sweep() {
        sweep(false);
    }

    private void sweep(boolean now) {
        long swept = sweptNanos.get();
        if (!now && System.nanoTime() - swept < SWEEP_NANOS || !sweptNanos.compareAndSet(swept, System.nanoTime())) {
            return;
        }
        for (JdbcConnection connection : open.values()) {
            if (connection.isIdle(settings.idle().toNanos()) && open.remove(connection.id(), connection)) {
                connection.close();
            } else {
                connection.closeOverdue(statementMicros);
            }
        }
    }
}
