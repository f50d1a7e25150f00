package io.truenow.infra.external;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.infra.server.DatabaseServer;
import io.truenow.infra.server.ServerState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL at an address that is set. One connection holds the lock that says that this server alone uses the database's catalogue;
 * each look asks on it. While PostgreSQL is away the lock is too, and nobody else can take it; it is taken again when PostgreSQL is back.
 * If another server took it in between, that is told, and this one must end. Thread-safe; looks are serialised.
 */
public final class ExternalPostgres implements DatabaseServer {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalPostgres.class);

    /** How long another holder of the lock may be one that has just died. */
    private static final Duration DYING = Duration.ofSeconds(10);

    private final DatabaseConnection connection;
    private final Duration wait;
    private final Consumer<String> taken;
    private final SoleUse sole;
    private volatile ServerState state = new ServerState.Stopped();
    private long awayNanos;
    private long contestedNanos;
    private boolean contested;

    /**
     * @param wait longest wait of a start for an answer
     * @param shared whether other servers that say so, too, may use the catalogue at the same time
     * @param taken told, at most once, that another server uses the catalogue now
     */
    public ExternalPostgres(DatabaseConnection connection, Duration wait, boolean shared, Consumer<String> taken) {
        this.connection = connection;
        this.wait = wait;
        this.taken = taken;
        this.sole = new SoleUse(connection, shared);
    }

    @Override
    public DatabaseConnection connection() {
        return connection;
    }

    @Override
    public ServerState state() {
        return state;
    }

    @Override
    public synchronized void start() {
        Patience patience = new Patience("PostgreSQL at [" + connection.place() + "]", "does not answer", wait);
        Patience other = new Patience("The lock of the catalogue", "is held by another", DYING);
        try {
            while (true) {
                try {
                    String holder = sole.take();
                    if (holder == null) {
                        state = new ServerState.Running();
                        return;
                    }
                    if (!other.pause(holder)) {
                        throw new TrueNowException(ErrorCode.ALREADY_EXISTS, inUse(holder));
                    }
                } catch (SQLException e) {
                    refuse(e);
                    if (!patience.pause(String.valueOf(e.getMessage()))) {
                        throw new TrueNowException(
                                ErrorCode.CATALOG_UNAVAILABLE, patience.sentence("CONTROL_DB_HOST"), e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrueNowException(ErrorCode.CATALOG_UNAVAILABLE, "The start was interrupted.", e);
        }
    }

    private String inUse(String holder) {
        return "Another TrueNow server (" + holder + ") uses the catalogue at [" + connection.place()
                + "]; one catalogue and its log have one server, unless each is started with TRUENOW_SHARED=true, so stop that one first.";
    }

    /** What waiting does not mend: a wrong user or password, a database that is not there. */
    private void refuse(SQLException e) {
        String code = String.valueOf(e.getSQLState());
        if (code.startsWith("28")) {
            throw new TrueNowException(
                    ErrorCode.CATALOG_UNAVAILABLE,
                    "PostgreSQL at [" + connection.place() + "] does not let the user [" + connection.user() + "] in: "
                            + e.getMessage() + " See [CONTROL_DB_USER] and [CONTROL_DB_PASSWORD].",
                    e);
        }
        if (code.equals("3D000")) {
            throw new TrueNowException(
                    ErrorCode.CATALOG_UNAVAILABLE,
                    "PostgreSQL has no database for [" + connection.place()
                            + "]: make it (CREATE DATABASE), or mend [CONTROL_DB_NAME].",
                    e);
        }
    }

    @Override
    public synchronized void look() {
        if (state instanceof ServerState.Stopped) {
            return;
        }
        try {
            String holder = sole.take();
            if (holder == null) {
                contested = false;
                back();
            } else {
                contest(holder);
            }
        } catch (SQLException e) {
            contested = false;
            if (state instanceof ServerState.Running) {
                awayNanos = System.nanoTime();
                LOG.warn("PostgreSQL at [{}] is away: {}", connection.place(), e.getMessage());
            }
            state = new ServerState.Unavailable("PostgreSQL at [" + connection.place()
                    + "] is away; tables cannot be made or widened until it is back.");
        }
    }

    private void back() {
        if (!(state instanceof ServerState.Running)) {
            LOG.info(
                    "PostgreSQL at [{}] is back after {} s.",
                    connection.place(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - awayNanos));
        }
        state = new ServerState.Running();
    }

    /** A session of ours that PostgreSQL has not yet seen to be gone looks like another server; but not for long. */
    private void contest(String holder) {
        if (!contested) {
            contested = true;
            contestedNanos = System.nanoTime();
        }
        state = new ServerState.Unavailable(inUse(holder));
        if (!sole.isOurs(holder) && System.nanoTime() - contestedNanos > DYING.toNanos() / 5) {
            contestedNanos = Long.MAX_VALUE / 2 + System.nanoTime();
            taken.accept(inUse(holder));
        }
    }

    /** Gives the lock back and closes our connection only. */
    @Override
    public synchronized void close() {
        state = new ServerState.Stopped();
        sole.close();
    }
}
