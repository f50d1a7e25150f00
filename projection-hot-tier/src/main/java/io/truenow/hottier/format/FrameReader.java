package io.truenow.hottier.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Reads what {@link FrameWriter} wrote; every frame is checked before a value of it is given. Not thread-safe. */
public final class FrameReader {

    private final int version;
    private final InputStream in;
    private final byte[] payload = new byte[FrameWriter.FRAME_BYTES];
    private final CRC32C total = new CRC32C();
    private ByteBuffer buffer = ByteBuffer.wrap(payload, 0, 0).order(ByteOrder.LITTLE_ENDIAN);
    private int frames;

    /**
     * A reader of files with this magic number and a version up to this.
     *
     * @throws CorruptFileException if the file has others
     */
    public FrameReader(InputStream in, int magic, int newest) throws IOException {
        this.in = in;
        if (int32() != magic) {
            throw new CorruptFileException("The file is of another kind.");
        }
        version = int32();
        if (version < 1 || version > newest) {
            throw new CorruptFileException("The file has version [" + version + "]; this build reads "
                    + (newest > 1 ? "1 to " : "") + newest + ".");
        }
    }

    /** Version of the file. */
    public int version() {
        return version;
    }

    private void need(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            if (buffer.hasRemaining() || nextFrame() == 0) {
                throw new CorruptFileException("The file ends before its content.");
            }
        }
    }

    private int nextFrame() throws IOException {
        byte[] head = in.readNBytes(8);
        if (head.length < 8) {
            throw new CorruptFileException("The file is torn in frame [" + frames + "].");
        }
        ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int length = numbers.getInt();
        int expected = numbers.getInt();
        if (length < 0 || length > payload.length || in.readNBytes(payload, 0, length) < length) {
            throw new CorruptFileException("The file is torn in frame [" + frames + "].");
        }
        if (FrameWriter.checksum(frames, payload, length) != expected) {
            throw new CorruptFileException("The checksum of frame [" + frames + "] does not match.");
        }
        frames++;
        total.update(payload, 0, length);
        buffer = ByteBuffer.wrap(payload, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        return length;
    }

    /** Checks that the file ends here; gives the checksum of its payload. */
    public long finish() throws IOException {
        if (buffer.hasRemaining() || nextFrame() != 0) {
            throw new CorruptFileException("The file goes on behind its content.");
        }
        return total.getValue();
    }

    /** A byte, unsigned. */
    public int int8() throws IOException {
        need(1);
        return buffer.get() & 0xFF;
    }

    /** Four bytes. */
    public int int32() throws IOException {
        need(4);
        return buffer.getInt();
    }

    /** Eight bytes. */
    public long int64() throws IOException {
        need(8);
        return buffer.getLong();
    }

    /** A number by its bits. */
    public double float64() throws IOException {
        return Double.longBitsToDouble(int64());
    }

    /** Text behind its length. */
    public String text() throws IOException {
        return new String(bytes(int32()), StandardCharsets.UTF_8);
    }

    /** Bytes as they are. */
    public byte[] bytes(int length) throws IOException {
        byte[] target = new byte[length];
        int done = 0;
        while (done < length) {
            need(1);
            int part = Math.min(length - done, buffer.remaining());
            buffer.get(target, done, part);
            done += part;
        }
        return target;
    }

    /** Numbers of two bytes. */
    public short[] int16s(int count) throws IOException {
        short[] values = new short[count];
        for (int done = 0; done < count; ) {
            int part = part(count - done, 2);
            buffer.asShortBuffer().get(values, done, part);
            done += taken(part, 2);
        }
        return values;
    }

    /** Numbers of four bytes. */
    public int[] int32s(int count) throws IOException {
        int[] values = new int[count];
        for (int done = 0; done < count; ) {
            int part = part(count - done, 4);
            buffer.asIntBuffer().get(values, done, part);
            done += taken(part, 4);
        }
        return values;
    }

    /** Numbers of eight bytes. */
    public long[] int64s(int count) throws IOException {
        long[] values = new long[count];
        for (int done = 0; done < count; ) {
            int part = part(count - done, 8);
            buffer.asLongBuffer().get(values, done, part);
            done += taken(part, 8);
        }
        return values;
    }

    /** Numbers by their bits. */
    public double[] float64s(int count) throws IOException {
        double[] values = new double[count];
        for (int done = 0; done < count; ) {
            int part = part(count - done, 8);
            buffer.asDoubleBuffer().get(values, done, part);
            done += taken(part, 8);
        }
        return values;
    }

    /** How many numbers of a width are in the frame, at most as many as are wanted; at least one. */
    private int part(int most, int width) throws IOException {
        need(width);
        return Math.min(most, buffer.remaining() / width);
    }

    private int taken(int count, int width) {
        buffer.position(buffer.position() + count * width);
        return count;
    }
}
