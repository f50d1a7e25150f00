package io.truenow.infra.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second launcher off a data folder. The operating system gives the lock back when its process ends, however that
 * happens; the file with the pid stays and says who held it last. Thread-safe.
 */
public final class DataFolderLock implements AutoCloseable {

    /** Byte that is locked; behind the text, so that the pid stays readable everywhere. */
    private static final long LOCKED_BYTE = 1L << 20;

    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
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
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new DataFolderInUseException(folder.root(), holder(file));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
            return new DataFolderLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder [" + folder.root() + "] cannot be locked.", e);
        }
    }

    /** Whether some process holds the folder now. Takes the lock for a moment if nobody does. */
    public static boolean isHeld(DataFolder folder) {
        if (!Files.exists(folder.lockFile())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(folder.lockFile(), StandardOpenOption.WRITE)) {
            return lock(channel) == null;
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of [" + folder.root() + "] cannot be read.", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
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
        }
    }
}
