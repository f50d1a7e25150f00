package io.truenow.truth.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Signals to processes, by their ids; Java itself knows only two of them. Thread-safe. */
public final class Signals {

    private static final long STOP_SECONDS = 10;

    private Signals() {}

    /** Sends a signal to a process, or to a group if the id is negative. A process that is gone is none of its business. */
    public static void send(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, "--", Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The embedded PostgreSQL of a data folder, by the file in its data directory, and proven by its working directory, since the
     * number in an old file may be another process's by now; empty if none lives.
     */
    public static Optional<ProcessHandle> postgres(Path dataDir) {
        Path data = dataDir.resolve("postgres/data");
        Path file = data.resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(
                                    Files.readAllLines(file).getFirst().strip()))
                            .filter(ProcessHandle::isAlive)
                            .filter(process -> worksIn(process, data))
                    : Optional.empty();
        } catch (IOException | RuntimeException half) {
            return Optional.empty();
        }
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), folder);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Ends the embedded PostgreSQL of a data folder: SIGINT is its fast shutdown; one that does not follow is killed. */
    public static void endPostgres(Path dataDir) {
        postgres(dataDir).ifPresent(postmaster -> {
            send("CONT", postmaster.pid());
            send("INT", postmaster.pid());
            try {
                postmaster.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                postmaster.destroyForcibly();
            } catch (ExecutionException | TimeoutException stubborn) {
                postmaster.destroyForcibly();
            }
        });
    }
}
