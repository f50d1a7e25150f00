package io.truenow.truth.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that the product needs and does not start: Kafka, PostgreSQL or Redis as a process of its own, which can be stopped, killed,
 * paused and started again. One thread drives it; {@link #close} may come from any.
 */
public final class PartProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final String name;
    private final List<String> command;
    private final String readyText;
    private final Path output;
    private final Supplier<Optional<ProcessHandle>> beside;
    private volatile @Nullable Process process;
    private boolean ended;

    /**
     * @param command the whole command line, which stays the process that it starts
     * @param readyText what its output holds when it is ready
     * @param folder where its output goes; exists
     * @param beside the process that does the work, where that is another one: it is killed and paused too; else empty
     */
    public PartProcess(
            String name,
            List<String> command,
            String readyText,
            Path folder,
            Supplier<Optional<ProcessHandle>> beside) {
        this.name = name;
        this.command = List.copyOf(command);
        this.readyText = readyText;
        this.output = folder.resolve(name + ".txt");
        this.beside = beside;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Starts it and returns when it is ready, with the seconds that it took. */
    public double start() {
        begin();
        return awaitReady();
    }

    /** Starts it; returns at once. After {@link #close} nothing starts any more. */
    public synchronized void begin() {
        if (ended) {
            throw new IllegalStateException("The run has ended.");
        }
        try {
            Files.deleteIfExists(output);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it is ready, with the seconds since the call. */
    public double awaitReady() {
        long begin = System.nanoTime();
        while (!text().contains(readyText)) {
            if (!running().isAlive() && !text().contains(readyText)) {
                throw new IllegalStateException("[" + name + "] ended before it was ready:\n" + text());
            }
            if (System.nanoTime() - begin > START.toNanos()) {
                throw new IllegalStateException("[" + name + "] is not ready within " + START + ":\n" + text());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private String text() {
        return new ServerOutput(output).text();
    }

    /** Orderly end by {@code SIGTERM}. */
    public void stop() {
        running().destroy();
        awaitEnd();
    }

    /** {@code kill -9}, of what works beside it too. */
    public void kill() {
        List<ProcessHandle> others = besides();
        running().destroyForcibly();
        others.forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    /** {@code SIGSTOP}: connections stay and nobody answers. */
    public void pause() {
        all("STOP");
    }

    /** {@code SIGCONT}. */
    public void resume() {
        all("CONT");
    }

    private void all(String signal) {
        besides().forEach(other -> Signals.send(signal, other.pid()));
        Signals.send(signal, running().pid());
    }

    private List<ProcessHandle> besides() {
        List<ProcessHandle> others = new ArrayList<>();
        beside.get().ifPresent(other -> {
            others.add(other);
            other.descendants().forEach(others::add);
        });
        return others;
    }

    private void awaitEnd() {
        try {
            if (!running().waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("[" + name + "] does not end within " + END + ":\n" + text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
    }

    private Process running() {
        Process p = process;
        if (p == null) {
            throw new IllegalStateException("[" + name + "] was not started.");
        }
        return p;
    }

    /** Ends whatever is left of it. */
    @Override
    public synchronized void close() {
        ended = true;
        List<ProcessHandle> others = besides();
        Process p = process;
        if (p != null) {
            p.destroyForcibly();
        }
        others.forEach(ProcessHandle::destroyForcibly);
    }
}
