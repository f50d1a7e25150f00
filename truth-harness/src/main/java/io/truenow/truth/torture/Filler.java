package io.truenow.truth.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that takes the free space of its volume. Not thread-safe. */
final class Filler implements AutoCloseable {

    private static final int BLOCK = 1 << 20;

    private final Path path;
    private final FileChannel file;

    Filler(Path path) {
        this.path = path;
        try {
            this.file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes up to so many bytes; false if the volume is full. */
    boolean take(long bytes) {
        long left = bytes;
        int block = BLOCK;
        while (left > 0) {
            try {
                left -= file.write(ByteBuffer.allocate((int) Math.min(left, block)));
            } catch (IOException full) {
                if (block == 1) {
                    return false;
                }
                block = Math.max(1, block / 16);
            }
        }
        return true;
    }

    /** Gives all of it back. */
    @Override
    public void close() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
