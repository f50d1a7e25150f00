package io.truenow.infra.embedded;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.infra.server.DatabaseServer;
import io.truenow.infra.server.ServerState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL as a process of its own, from binaries that come as a Maven artifact, on loopback, syncing every commit.
 *
 * <p>Its port and pid stand in {@code postmaster.pid} of the data directory. A server that a killed launcher left behind is proven
 * ours and stopped before the start; a foreign server is never used. Thread-safe; starting and stopping are serialised.
 */
public final class LocalPostgres implements DatabaseServer {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final String USER = "postgres";

    private final LocalPostgresSettings settings;
    private @Nullable EmbeddedPostgres server;
    private volatile boolean started;

    /** A server that is not started yet. */
    public LocalPostgres(LocalPostgresSettings settings) {
        this.settings = settings;
    }

    /** Address for JDBC. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/postgres";
    }

    /** User for JDBC. */
    public String user() {
        return USER;
    }

    /** Password for JDBC, made by the first start. */
    public String password() {
        return password(settings.folder()).text();
    }

    @Override
    public DatabaseConnection connection() {
        return new DatabaseConnection(jdbcUrl(), USER, password());
    }

    @Override
    public ServerState state() {
        return running()
                ? new ServerState.Running()
                : new ServerState.Unavailable("PostgreSQL does not run; tables cannot be made or widened.");
    }

    /** Whether the server's process lives. */
    public boolean running() {
        return process().isPresent();
    }

    /** Process of the server; -1 if none lives. */
    public long pid() {
        return process().map(ProcessHandle::pid).orElse(-1L);
    }

    /** By the server's own file, because the process that was started is not the one that stays. */
    private Optional<ProcessHandle> process() {
        return started
                ? PostmasterFile.read(data(settings.folder())).flatMap(PostmasterFile::process)
                : Optional.empty();
    }

    /**
     * Starts the server, after stopping one that was left behind, and returns when it answers. Nothing happens if it runs.
     *
     * @throws TrueNowException {@code CATALOG_UNAVAILABLE}: a foreign server has the port, or the server does not start
     */
    @Override
    public synchronized void start() {
        if (running()) {
            return;
        }
        forget();
        stopLeftover(settings.folder());
        if (!LoopbackPort.isFree(settings.port())) {
            throw unavailable(
                    LoopbackPort.takenSentence(
                            "the embedded PostgreSQL", settings.port(), LocalPostgresSettings.PORT_SETTING),
                    null);
        }
        try {
            server = builder().start();
            started = true;
            password(settings.folder()).close(data(settings.folder()), jdbcUrl());
        } catch (IOException | SQLException | IllegalStateException e) {
            throw unavailable(
                    "The embedded PostgreSQL does not start, see [server.log] in [" + settings.folder() + "]: "
                            + e.getMessage(),
                    e);
        }
        requireOurs();
    }

    /**
     * Starts the server again if its process has died; nothing happens otherwise, nor before the first start.
     *
     * @return whether it was started
     */
    public synchronized boolean restartIfDead() {
        if (!started || running()) {
            return false;
        }
        LOG.warn("The process of the embedded PostgreSQL has died and is started again.");
        start();
        return true;
    }

    @Override
    public void look() {
        restartIfDead();
    }

    /** Stops the server in order. */
    @Override
    public synchronized void close() {
        if (started) {
            forget();
            stopLeftover(settings.folder());
        }
    }

    /** Stops by the library, whose object holds a lock on the folder until then, whether or not its server lives. */
    private void forget() {
        EmbeddedPostgres old = server;
        server = null;
        started = false;
        if (old != null) {
            try {
                old.close();
            } catch (IOException | RuntimeException e) {
                LOG.debug("The stopped PostgreSQL was not closed in order.", e);
            }
        }
    }

    /**
     * Stops the server that a killed launcher left on the folder, if there is one and it is ours. Also for {@code truenow down}.
     *
     * @param folder {@link LocalPostgresSettings#folder()}
     * @return whether a server was stopped
     * @throws TrueNowException {@code CATALOG_UNAVAILABLE} if it does not end
     */
    public static boolean stopLeftover(Path folder) {
        Path data = data(folder);
        PostmasterFile found = PostmasterFile.read(data).orElse(null);
        if (found == null) {
            return false;
        }
        ProcessHandle process = found.process().orElse(null);
        if (process == null) {
            return false;
        }
        if (!found.isOurs(password(folder).login())) {
            removeStale(data);
            return false;
        }
        LOG.info("A PostgreSQL left behind (pid {}) is stopped.", found.pid());
        stop(process);
        return true;
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data(settings.folder()))
                .setOverrideWorkingDirectory(
                        settings.folder().resolve("binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(settings.port())
                .setConnectConfig("password", password())
                .setPGStartupWait(settings.startTimeout())
                .setOutputRedirector(Redirect.DISCARD)
                .setErrorRedirector(Redirect.appendTo(
                        settings.folder().resolve("server.log").toFile()))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "32MB")
                .setServerConfig("max_connections", Integer.toString(settings.maxConnections()));
    }

    private void requireOurs() {
        String answered = PostmasterFile.dataDirectory(
                settings.port(), password(settings.folder()).login());
        Path data = data(settings.folder());
        try {
            if (answered != null && Files.isSameFile(data, Path.of(answered))) {
                return;
            }
        } catch (IOException gone) {
            LOG.debug("The data directory [{}] of the server on our port is not here.", answered, gone);
        }
        close();
        throw unavailable(
                "The server on port [" + settings.port() + "] is not ours; set [" + LocalPostgresSettings.PORT_SETTING
                        + "].",
                null);
    }

    /** SIGINT is PostgreSQL's fast shutdown; Java has no call for it. A server that does not follow is killed and recovers later. */
    private static void stop(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.onExit().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException stubborn) {
            process.destroyForcibly();
            awaitEnd(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable("The PostgreSQL process [" + process.pid() + "] does not end.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A stale file whose pid another process has by now would keep the server from starting. The file of a dead process stays:
     * with it the new server notices children of the old one that still run.
     */
    private static void removeStale(Path data) {
        try {
            Files.deleteIfExists(PostmasterFile.file(data));
        } catch (IOException e) {
            throw unavailable("The file [postmaster.pid] of the embedded PostgreSQL cannot be removed.", e);
        }
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    private static PostgresPassword password(Path folder) {
        try {
            Files.createDirectories(folder);
            return PostgresPassword.of(folder);
        } catch (IOException e) {
            throw unavailable("The password of the embedded PostgreSQL cannot be read or made.", e);
        }
    }

    private static TrueNowException unavailable(String message, @Nullable Throwable cause) {
        return new TrueNowException(ErrorCode.CATALOG_UNAVAILABLE, message, cause);
    }
}
