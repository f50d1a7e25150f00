package io.truenow.infra.files;

import io.truenow.hottier.port.Disk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    private final Path root;

    /** Files below a folder, which is made by the first write. */
    public LocalDisk(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void write(String name, Content content) throws IOException {
        Path target = resolve(name);
        Path folder = createFolder(target);
        Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
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

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(resolve(name));
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
