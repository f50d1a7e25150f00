package io.truenow.hottier.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Files of the hot tier, in one folder. Names are relative, with {@code /} between their parts. Thread-safe for different names. */
public interface Disk {

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        /** Writes to the stream and leaves it open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes or replaces a file: after the return it is wholly there and synced; after a crash it is the old or the new one, or torn bytes that a checksum must find. */
    void write(String name, Content content) throws IOException;

    /** Opens a file. */
    InputStream read(String name) throws IOException;

    /**
     * A file as it is now, mapped into memory to be read by any thread for as long as the segment is reachable, also after the file is
     * replaced or removed. Where the disk fails later, a read throws {@link InternalError}.
     */
    MemorySegment map(String name) throws IOException;

    /** Names of the files below a folder, in order; empty if there is none. */
    List<String> list(String folder) throws IOException;

    /** Removes a file; nothing happens if there is none. */
    void delete(String name) throws IOException;

    /** Bytes of a file; reads it whole where there is no shorter way. */
    default long bytes(String name) throws IOException {
        try (InputStream in = read(name)) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Bytes that can still be written. */
    long usableBytes() throws IOException;
}
