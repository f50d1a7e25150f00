package io.truenow.truth.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The built product as a process in a group of its own, which can be stopped, killed and started again on the same folder. One
 * thread drives it; {@link #isUp} and {@link #killAll} may be called by any.
 */
final class ServerProcess {

    /** Longest wait for {@code ready}. */
    static final Duration START = Duration.ofMinutes(3);

    /** Longest wait for an orderly end. */
    static final Duration STOP = Duration.ofMinutes(1);

    private static final Duration END = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Outputs of starts that are kept. */
    private static final int OUTPUTS = 10;

    private final ServerPlace place;
    /** So few that segments seal, and are written to files of their own, within seconds of load. */
    private static final int SEGMENT_ROWS = 5_000;

    private int starts;
    private volatile @Nullable Process process;
    private volatile boolean up;
    private boolean ended;
    private long begunNanos;
    private volatile long readyNanos;

    ServerProcess(ServerPlace place) {
        this.place = place;
    }

    /** Starts it; returns at once. After {@link #killAll} nothing starts any more. */
    synchronized void begin(int checkpointSeconds) {
        if (ended) {
            throw new IllegalStateException("The run has ended.");
        }
        starts++;
        Path output = output().file();
        try {
            Files.createDirectories(place.dataDir());
            Files.deleteIfExists(output);
            List<String> command = new ArrayList<>(List.of("setsid"));
            command.addAll(place.command());
            Map<String, String> variables = new HashMap<>(place.environment());
            variables.put("TRUENOW_CHECKPOINT_SECONDS", Integer.toString(checkpointSeconds));
            variables.put("TRUENOW_SEGMENT_ROWS", Integer.toString(SEGMENT_ROWS));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(place.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(variables);
            begunNanos = System.nanoTime();
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns at {@code ready} with the seconds since the start.
     *
     * @throws IllegalStateException with its output, if it ends before or takes too long
     */
    double awaitReady() {
        Process starting = running();
        long deadline = begunNanos + START.toNanos();
        while (!output().saysReady()) {
            if (!starting.isAlive() && !output().saysReady()) {
                throw new IllegalStateException(
                        "The server ended with " + starting.exitValue() + " before ready:\n" + output().text());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The server is not ready within " + START + ":\n" + output().text());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        readyNanos = System.nanoTime();
        up = true;
        return (readyNanos - begunNanos) / 1e9;
    }

    /** What the process printed since the last start. */
    ServerOutput output() {
        return new ServerOutput(place.folder().resolve("up-" + starts % OUTPUTS + ".txt"));
    }

    /** Whether it has said {@code ready} and nothing was done to it since. */
    boolean isUp() {
        return up;
    }

    /** When it was ready last, by {@link System#nanoTime}. */
    long readyNanos() {
        return readyNanos;
    }

    /** Whether the process lives. */
    boolean isAlive() {
        Process p = process;
        return p != null && p.isAlive();
    }

    /** Fails, with its output, if the process has ended by itself. */
    void requireAlive() {
        if (!isAlive()) {
            throw new IllegalStateException(
                    "The server ended by itself with " + running().exitValue() + ":\n" + output().text());
        }
    }

    /** {@code kill -9} of the JVM. */
    void kill() {
        up = false;
        running().destroyForcibly();
        awaitEnd(END);
    }

    /** {@code kill -9} of the JVM's process group and of PostgreSQL with its children, which are a group of their own. */
    void killGroup() {
        up = false;
        Signals.send("KILL", -running().pid());
        killDatabase();
        awaitEnd(END);
    }

    /** {@code kill -9} of PostgreSQL and its children; the id of its process, or -1 if none runs. */
    long killDatabase() {
        return Signals.postgres(place.dataDir())
                .map(postmaster -> {
                    List<ProcessHandle> children = postmaster.descendants().toList();
                    postmaster.destroyForcibly();
                    children.forEach(ProcessHandle::destroyForcibly);
                    return postmaster.pid();
                })
                .orElse(-1L);
    }

    /** {@code SIGSTOP} of the JVM. */
    void pause() {
        up = false;
        Signals.send("STOP", running().pid());
    }

    /** {@code SIGCONT} of the JVM. */
    void resume() {
        Signals.send("CONT", running().pid());
        readyNanos = System.nanoTime();
        up = true;
    }

    /** {@code SIGTERM}; returns when it has ended, with the seconds that it took. */
    double stop() {
        up = false;
        long begin = System.nanoTime();
        running().destroy();
        awaitEnd(STOP);
        return (System.nanoTime() - begin) / 1e9;
    }

    private void awaitEnd(Duration limit) {
        try {
            if (!running().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The server does not end within " + limit + ":\n" + output().text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
    }

    /** Id of the process; the command stays the process that was started. */
    long pid() {
        return running().pid();
    }

    private Process running() {
        Process p = process;
        if (p == null) {
            throw new IllegalStateException("The server was not started.");
        }
        return p;
    }

    /** Ends whatever is left of it, PostgreSQL included. */
    synchronized void killAll() {
        ended = true;
        up = false;
        Process p = process;
        if (p != null && p.isAlive()) {
            Signals.send("KILL", -p.pid());
            p.destroyForcibly();
            try {
                p.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Signals.endPostgres(place.dataDir());
    }
}
