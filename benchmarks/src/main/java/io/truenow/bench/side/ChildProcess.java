package io.truenow.bench.side;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process that was started for a measurement and ends with it. Its output goes into a file. */
public final class ChildProcess implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final Path output;
    private final Thread hook;

    private ChildProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.hook = new Thread(process::destroy, "end-" + name);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts it in a folder, which is made; standard output and error go to {@code NAME.out} in it. */
    public static ChildProcess start(String name, List<String> command, Path folder) {
        try {
            Files.createDirectories(folder);
            Path output = folder.resolve(name + ".out");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new ChildProcess(name, process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it is there.
     *
     * @throws IllegalStateException with its output, if it ends before or takes too long
     */
    public void await(BooleanSupplier there, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!there.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended with " + process.exitValue() + ": " + lastLines());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " was not there after " + longest + ": " + lastLines());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * Waits until it has ended by itself.
     *
     * @throws IllegalStateException with its output, if it fails or takes too long
     */
    public String awaitEnd(Duration longest) {
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " did not end within " + longest + ": " + lastLines());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(name + " ended with " + process.exitValue() + ": " + lastLines());
        }
        return text();
    }

    /** All that it has printed. */
    public String text() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastLines() {
        String text = text().strip();
        return text.substring(Math.max(0, text.length() - 600));
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it lives. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it in order, and by force if that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hooks already run; the process has ended.
        }
    }
}
