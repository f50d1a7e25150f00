package io.truenow.launcher.e2e;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A small file system in memory that can be filled to the last byte. Mounting needs rights that not every machine gives. */
final class SmallDisk implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] BLOCK = new byte[1 << 20];
    private static final byte[] PAGE = new byte[4096];

    private final Path folder;
    private final Path filling;
    private final Thread endOfTests = new Thread(this::unmount, "end-small-disk");

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filling = folder.resolve("filling");
    }

    /** Mounts a disk at a folder, which is made; skips the test where that is not allowed. */
    static SmallDisk mount(Path folder, int mebibytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Shared.requireTool("mount");
        Ran ran = run("mount", "-t", "tmpfs", "-o", "mode=0777,size=" + mebibytes + "m", "tmpfs", folder.toString());
        Shared.require(
                ran.exitCode() == 0,
                "A small disk cannot be mounted here: " + ran.err().strip());
        SmallDisk disk = new SmallDisk(folder);
        Runtime.getRuntime().addShutdownHook(disk.endOfTests);
        return disk;
    }

    /** Bytes that are left. */
    long usable() {
        return folder.toFile().getUsableSpace();
    }

    /** Takes all that is left, and what others give back, for a while. */
    void fillAndHold(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        try (FileOutputStream out = new FileOutputStream(filling.toFile())) {
            do {
                fill(out, BLOCK);
                fill(out, PAGE);
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000L);
            } while (System.nanoTime() < end);
        }
    }

    /** Takes four mebibytes ten times a second until so much is left, and keeps them. */
    void fillSlowly(long untilBytes) throws IOException {
        try (FileOutputStream out = new FileOutputStream(filling.toFile())) {
            while (usable() > untilBytes) {
                for (int i = 0; i < 4 && usable() > untilBytes; i++) {
                    out.write(BLOCK);
                }
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
            }
        }
    }

    private static void fill(FileOutputStream out, byte[] bytes) {
        try {
            while (true) {
                out.write(bytes);
            }
        } catch (IOException full) {
            // As meant.
        }
    }

    /** Gives back what was filled. */
    void free() throws IOException {
        Files.deleteIfExists(filling);
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(endOfTests);
    }

    private void unmount() {
        Ran ran = run("umount", folder.toString());
        if (ran.exitCode() != 0) {
            run("umount", "-l", folder.toString());
        }
    }

    private static Ran run(String... command) {
        return Ran.run(Product.home(), Map.of(), SOON, List.of(command));
    }
}
