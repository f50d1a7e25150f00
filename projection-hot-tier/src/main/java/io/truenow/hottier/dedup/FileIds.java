package io.truenow.hottier.dedup;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.hottier.format.CorruptFileException;
import io.truenow.hottier.ids.MappedIds;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Ids in a file that is mapped into memory: they take none of the heap, and the operating system keeps in memory what is asked for, as
 * long as it has room. Immutable, thread-safe. Little-endian:
 *
 * <pre>
 * int32 magic, version, size, runs;  int64 idBytes
 * int64 contentHashes[size], runTimes[runs];  int32 runStarts[runs], offsets[size + 1];  byte ids[idBytes]
 * int32 crc of all before
 * </pre>
 */
final class FileIds implements Ids {

    private static final int MAGIC = 0x464B4354;
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 24;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment file;
    private final int runs;
    private final MemorySegment contentHashes;
    private final MemorySegment runTimes;
    private final MemorySegment runStarts;
    private final MappedIds ids;

    private FileIds(MemorySegment file, int size, int runs, long idBytes) {
        this.file = file;
        this.runs = runs;
        long at = HEAD_BYTES;
        this.contentHashes = file.asSlice(at, 8L * size);
        at += 8L * size;
        this.runTimes = file.asSlice(at, 8L * runs);
        at += 8L * runs;
        this.runStarts = file.asSlice(at, 4L * runs);
        at += 4L * runs;
        MemorySegment offsets = file.asSlice(at, 4L * (size + 1));
        at += 4L * (size + 1);
        this.ids = new MappedIds(offsets, file.asSlice(at, idBytes), size);
    }

    private static long length(long size, long runs, long idBytes) {
        return HEAD_BYTES + size * 12 + 4 + runs * 12 + idBytes + 4;
    }

    /** Whether a file is of this kind. */
    static boolean isOne(MemorySegment file) {
        return file.byteSize() >= HEAD_BYTES && file.get(INT32, 0) == MAGIC;
    }

    /**
     * The ids of a file of this kind, all of which is read and checked.
     *
     * @throws CorruptFileException if it is torn, flipped or not the one of the checksum
     */
    static FileIds open(MemorySegment file, long checksum) throws IOException {
        if (file.get(INT32, 4) != VERSION) {
            throw new CorruptFileException(
                    "The file has version [" + file.get(INT32, 4) + "]; this build reads " + VERSION + ".");
        }
        int size = file.get(INT32, 8);
        int runs = file.get(INT32, 12);
        long idBytes = file.get(INT64, 16);
        if (size < 0 || runs < 0 || idBytes < 0 || length(size, runs, idBytes) != file.byteSize()) {
            throw new CorruptFileException("The file is torn.");
        }
        CRC32C crc = new CRC32C();
        crc.update(file.asSlice(0, file.byteSize() - 4).asByteBuffer());
        if ((int) crc.getValue() != file.get(INT32, file.byteSize() - 4)) {
            throw new CorruptFileException("The checksum of the file does not match.");
        }
        if (crc.getValue() != checksum) {
            throw new CorruptFileException("It is not the file that the checkpoint was written with.");
        }
        FileIds ids = new FileIds(file, size, runs, idBytes);
        ids.unload();
        return ids;
    }

    /** Writes a file of this kind; gives its checksum. */
    static long write(HeapIds ids, OutputStream out) throws IOException {
        Writing writing = new Writing(out);
        ByteSlices slices = ids.slices();
        int size = ids.size();
        int idBytes = slices.offsets()[size];
        writing.room(HEAD_BYTES)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(size)
                .putInt(ids.runs())
                .putLong(idBytes);
        writing.int64s(ids.contentHashes(), size);
        writing.int64s(ids.runTimes(), ids.runs());
        writing.int32s(ids.runStarts(), ids.runs());
        writing.int32s(slices.offsets(), size + 1);
        writing.flush();
        writing.bytes(slices.bytes(), idBytes);
        return writing.finish();
    }

    /** Numbers on their way to a stream, and their checksum. */
    private static final class Writing {
        private final OutputStream out;
        private final CRC32C crc = new CRC32C();
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

        Writing(OutputStream out) {
            this.out = out;
        }

        ByteBuffer room(int bytes) throws IOException {
            if (buffer.remaining() < bytes) {
                flush();
            }
            return buffer;
        }

        void flush() throws IOException {
            bytes(buffer.array(), buffer.position());
            buffer.clear();
        }

        void bytes(byte[] source, int length) throws IOException {
            crc.update(source, 0, length);
            out.write(source, 0, length);
        }

        void int64s(long[] values, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                room(8).putLong(values[i]);
            }
        }

        void int32s(int[] values, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                room(4).putInt(values[i]);
            }
        }

        long finish() throws IOException {
            long checksum = crc.getValue();
            room(4).putInt((int) checksum);
            out.write(buffer.array(), 0, buffer.position());
            return checksum;
        }
    }

    int size() {
        return ids.size();
    }

    /** Lowest append time in microseconds; {@link Long#MAX_VALUE} if there is none. */
    long minAppendTimeMicros() {
        long min = Long.MAX_VALUE;
        for (int i = 0; i < runs; i++) {
            min = Math.min(min, runTimes.get(INT64, 8L * i));
        }
        return min;
    }

    /** Highest append time in microseconds; {@link Long#MIN_VALUE} if there is none. */
    long maxAppendTimeMicros() {
        long max = Long.MIN_VALUE;
        for (int i = 0; i < runs; i++) {
            max = Math.max(max, runTimes.get(INT64, 8L * i));
        }
        return max;
    }

    @Override
    public boolean matches(IdMatching matching, int i, byte[] id, int from, int length) {
        return matching.same(ids, i, id, from, length);
    }

    @Override
    public int length(int i) {
        return ids.length(i);
    }

    @Override
    public void copy(int i, byte[] target) {
        ids.copy(i, target, 0);
    }

    @Override
    public ByteSlices slices() {
        return ids.slices();
    }

    @Override
    public long contentHash(int i) {
        return contentHashes.get(INT64, 8L * i);
    }

    @Override
    public long appendTimeMicros(int i) {
        int low = 0;
        int high = runs - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (runStarts.get(INT32, 4L * middle) <= i) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return runTimes.get(INT64, 8L * low);
    }

    @Override
    public long heapBytes() {
        return ids.heapBytes() + 300;
    }

    @Override
    public long fileBytes() {
        return file.byteSize();
    }

    /** Takes out of the process's memory what was read of the file; what is asked for comes back by itself. */
    void unload() {
        if (file.isMapped()) {
            file.unload();
        }
    }
}
