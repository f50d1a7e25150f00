package io.truenow.hottier.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes primitive values in frames, each guarded by a CRC32C, so that a reader finds torn or flipped bytes before it uses them
 * and nobody needs the whole file in memory.
 *
 * <pre>
 * file  = frame* end          frame = int32 length, int32 crc, payload[length]     end = int32 0, int32 crc
 * </pre>
 *
 * <p>Little-endian. A frame's checksum covers its number, its length and its payload; the end's covers the number of frames. The
 * payload begins with a magic number and a version. A number never crosses a frame. Not thread-safe.
 */
public final class FrameWriter {

    /** Most payload bytes of a frame. */
    static final int FRAME_BYTES = 64 * 1024;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C total = new CRC32C();
    private int frames;

    /** A writer that begins with the magic number and the version. */
    public FrameWriter(OutputStream out, int magic, int version) throws IOException {
        this.out = out;
        int32(magic);
        int32(version);
    }

    /** Checksum of a frame. */
    static int checksum(int frame, byte[] payload, int length) {
        CRC32C crc = new CRC32C();
        ByteBuffer head = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(frame)
                .putInt(length);
        crc.update(head.array());
        crc.update(payload, 0, length);
        return (int) crc.getValue();
    }

    private void room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        int length = buffer.position();
        if (length > 0) {
            total.update(buffer.array(), 0, length);
            writeFrame(length);
            buffer.clear();
        }
    }

    private void writeFrame(int length) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(length).putInt(checksum(frames++, buffer.array(), length));
        out.write(head.array());
        out.write(buffer.array(), 0, length);
    }

    /** Writes what is left and the end; gives the checksum of the whole payload. */
    public long finish() throws IOException {
        flush();
        writeFrame(0);
        out.flush();
        return total.getValue();
    }

    /** A byte. */
    public void int8(int value) throws IOException {
        room(1);
        buffer.put((byte) value);
    }

    /** Four bytes. */
    public void int32(int value) throws IOException {
        room(4);
        buffer.putInt(value);
    }

    /** Eight bytes. */
    public void int64(long value) throws IOException {
        room(8);
        buffer.putLong(value);
    }

    /** A number by its bits. */
    public void float64(double value) throws IOException {
        int64(Double.doubleToRawLongBits(value));
    }

    /** UTF-8 behind its length. */
    public void text(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int32(utf8.length);
        bytes(utf8, 0, utf8.length);
    }

    /** Bytes as they are. */
    public void bytes(byte[] source, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            room(1);
            int part = Math.min(length - done, buffer.remaining());
            buffer.put(source, from + done, part);
            done += part;
        }
    }

    /** Numbers of two bytes. */
    public void int16s(short[] values, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int part = part(count - done, 2);
            buffer.asShortBuffer().put(values, done, part);
            done += put(part, 2);
        }
    }

    /** Numbers of four bytes. */
    public void int32s(int[] values, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int part = part(count - done, 4);
            buffer.asIntBuffer().put(values, done, part);
            done += put(part, 4);
        }
    }

    /** Numbers of eight bytes. */
    public void int64s(long[] values, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int part = part(count - done, 8);
            buffer.asLongBuffer().put(values, done, part);
            done += put(part, 8);
        }
    }

    /** Numbers by their bits. */
    public void float64s(double[] values, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int part = part(count - done, 8);
            // Not as doubles: the bits of a NaN are to stay.
            for (int i = done; i < done + part; i++) {
                buffer.putLong(Double.doubleToRawLongBits(values[i]));
            }
            done += part;
        }
    }

    /** How many numbers of a width have room in the frame, at most as many as are left; at least one. */
    private int part(int most, int width) throws IOException {
        room(width);
        return Math.min(most, buffer.remaining() / width);
    }

    private int put(int count, int width) {
        buffer.position(buffer.position() + count * width);
        return count;
    }
}
