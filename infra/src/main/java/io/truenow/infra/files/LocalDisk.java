package io.truenow.infra.files;

import io.truenow.hottier.port.Disk;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files below one local folder. A file is written under another name, synced, renamed over the old one, and then its folder is
 * synced: after a crash there is the old file or the new one. A left temporary file is never listed and is overwritten by the next
 * write of its name. Thread-safe for different names.
 */
public final class LocalDisk implements Disk {

    private static final String TEMPORARY = ".tmp";
    private static final int BUFFER_BYTES = 64 * 1024;

    /** After so many bytes the room on the disk is looked at again. */
    private static final long LOOK_BYTES = 1L << 20;

    private final Path root;
    private final long reserveBytes;

    /** Files below a folder, which is made by the first write. */
    public LocalDisk(Path root) {
        this(root, 0);
    }

    /**
     * Files below a folder, with a reserve.
     *
     * @param reserveBytes room on the disk that is left to others: a write that would take of it fails as on a full disk
     */
    public LocalDisk(Path root, long reserveBytes) {
        this.root = root.toAbsolutePath().normalize();
        this.reserveBytes = reserveBytes;
    }

    @Override
    public void write(String name, Content content) throws IOException {
        Path target = resolve(name);
        Path folder = createFolder(target);
        Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(inside(channel, folder), BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    /** Looks at the room first, and then again each time that so much was written. */
    private OutputStream inside(FileChannel channel, Path folder) throws IOException {
        OutputStream out = Channels.newOutputStream(channel);
        if (reserveBytes == 0) {
            return out;
        }
        requireReserve(folder, LOOK_BYTES);
        return new FilterOutputStream(out) {
            private long untilLook = LOOK_BYTES;

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                untilLook -= length;
                if (untilLook <= 0) {
                    requireReserve(folder, LOOK_BYTES + length);
                    untilLook = LOOK_BYTES;
                }
                out.write(bytes, from, length);
            }
        };
    }

    private void requireReserve(Path folder, long bytes) throws IOException {
        long usable = folder.toFile().getUsableSpace();
        if (usable - bytes < reserveBytes) {
            throw new IOException("The disk has [" + usable + "] bytes left; [" + reserveBytes
                    + "] of them are reserved for the log and the catalogue.");
        }
    }

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(resolve(name));
    }

    @Override
    public MemorySegment map(String name) throws IOException {
        try (FileChannel channel = FileChannel.open(resolve(name), StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        Path start = folder.isEmpty() ? root : resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.endsWith(TEMPORARY))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Path file = resolve(name);
        if (Files.deleteIfExists(file)) {
            sync(folderOf(file));
        }
    }

    @Override
    public long bytes(String name) throws IOException {
        return Files.size(resolve(name));
    }

    @Override
    public long usableBytes() throws IOException {
        Path existing = root;
        while (!Files.exists(existing)) {
            existing = folderOf(existing);
        }
        return Files.getFileStore(existing).getUsableSpace();
    }

    private Path resolve(String name) throws IOException {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || file.equals(root)) {
            throw new NoSuchFileException(name, null, "not a name below the folder");
        }
        return file;
    }

    /** Makes the folders of a file, and syncs each folder that got one. */
    private static Path createFolder(Path file) throws IOException {
        Path folder = folderOf(file);
        if (!Files.isDirectory(folder)) {
            Path above = createFolder(folder);
            Files.createDirectories(folder);
            sync(above);
        }
        return folder;
    }

    private static Path folderOf(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new NoSuchFileException(file.toString());
        }
        return folder;
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
