package io.truenow.infra.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second launcher off a data folder. The operating system gives the lock back when its process ends, however that
 * happens; the file with the pid stays and says who held it last. Thread-safe.
 */
public final class DataFolderLock implements AutoCloseable {

    /** Byte that is locked; behind the text, so that the pid stays readable everywhere. */
    private static final long LOCKED_BYTE = 1L << 20;

    /**
     * Lock files that this process holds. Asked first, because on POSIX systems closing any channel of a file ends every lock that
     * the process has on it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DataFolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the folder for this process.
     *
     * @throws DataFolderInUseException if another launcher has it
     */
    public static DataFolderLock acquire(DataFolder folder) {
        folder.create();
        Path file = folder.lockFile();
        if (!HELD.add(file)) {
            throw new DataFolderInUseException(
                    folder.root(), ProcessHandle.current().pid());
        }
        try {
            return new DataFolderLock(file, locked(folder, file));
        } catch (IOException e) {
            HELD.remove(file);
            throw new UncheckedIOException("The data folder [" + folder.root() + "] cannot be locked.", e);
        } catch (RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static FileChannel locked(DataFolder folder, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
            channel.close();
            throw new DataFolderInUseException(folder.root(), holder(file));
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
        return channel;
    }

    /** Whether some process holds the folder now. Takes the lock for a moment if nobody does. */
    public static boolean isHeld(DataFolder folder) {
        if (HELD.contains(folder.lockFile())) {
            return true;
        }
        if (!Files.exists(folder.lockFile())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(folder.lockFile(), StandardOpenOption.WRITE)) {
            return channel.tryLock(LOCKED_BYTE, 1, false) == null;
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of [" + folder.root() + "] cannot be read.", e);
        }
    }

    private static long holder(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException unreadable) {
            return -1;
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(file);
        }
    }
}
