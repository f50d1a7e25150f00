package io.truenow.truth.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A folder on a tmpfs of a bounded size, so that it can be filled without harm to anything else. Mounted by {@link #mount} if this
 * process may; unmounted by {@link #close}. Its bytes are in memory: they survive kills of processes, which is all that is done here.
 */
final class Volume implements AutoCloseable {

    private final Path folder;
    private boolean mounted = true;

    private Volume(Path folder) {
        this.folder = folder;
    }

    /** Mounts a tmpfs; empty if this process may not. */
    static Optional<Volume> mount(Path folder, int megabytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean done =
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0700", "tmpfs", folder.toString());
        return done ? Optional.of(new Volume(folder)) : Optional.empty();
    }

    /** The folder. */
    Path folder() {
        return folder;
    }

    /** Free bytes. */
    long freeBytes() {
        return folder.toFile().getUsableSpace();
    }

    /** Bytes that are taken. */
    long usedBytes() {
        return folder.toFile().getTotalSpace() - folder.toFile().getFreeSpace();
    }

    private static boolean run(String... command) {
        @Nullable Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Unmounts it; what is on it is gone. A lazy unmount follows if something still holds it. */
    @Override
    public synchronized void close() {
        if (mounted) {
            mounted = !run("umount", folder.toString()) && !run("umount", "-l", folder.toString());
        }
    }
}
