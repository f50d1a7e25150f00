package io.truenow.launcher.e2e;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of one partition of the embedded broker's log, damaged by hand while the broker is down. */
final class LogFile {

    /** Bytes of a record batch in front of what its length counts: base offset and length. */
    private static final int PREFIX = 12;

    private LogFile() {}

    /** Flips a bit inside the value of the record batch with an offset; returns the file. */
    static Path flip(Product product, int partition, long offset) throws IOException {
        Path file = product.dataDir().resolve("kafka/truenow.log-" + partition + "/00000000000000000000.log");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        for (int at = 0; at + 61 < bytes.limit(); at += PREFIX + bytes.getInt(at + 8)) {
            long base = bytes.getLong(at);
            long last = base + bytes.getInt(at + 23);
            if (base <= offset && offset <= last) {
                flip(file, at + PREFIX + bytes.getInt(at + 8) - 20L);
                return file;
            }
        }
        throw new AssertionError("No record batch with offset " + offset + " in " + file);
    }

    /** Flips a bit of a byte. */
    static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int before = open.read();
            open.seek(at);
            open.write(before ^ 0x10);
        }
    }
}
