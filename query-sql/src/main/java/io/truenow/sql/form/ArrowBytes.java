package io.truenow.sql.form;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes of one buffer of a batch, little-endian. Keeps its room when it is cleared. One thread. */
final class ArrowBytes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] PADDING = new byte[8];

    private byte[] bytes = new byte[1 << 10];
    private int size;

    int size() {
        return size;
    }

    /** Bytes with padding to a multiple of eight. */
    long paddedSize() {
        return (size + 7L) & ~7L;
    }

    /** Adds a number in its lowest bytes: 1, 2, 4 or 8 of them. */
    void add(long value, int width) {
        room(8);
        LONG.set(bytes, size, value);
        size += width;
    }

    void add(byte[] all) {
        room(all.length);
        System.arraycopy(all, 0, bytes, size, all.length);
        size += all.length;
    }

    /** Sets the bit of a row, the lowest of a byte first; rows come one after another. */
    void addBit(int row, boolean set) {
        if ((row & 7) == 0) {
            add(0, 1);
        }
        if (set) {
            bytes[size - 1] |= (byte) (1 << (row & 7));
        }
    }

    private void room(int more) {
        if (size + more + 8 > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more + 8));
        }
    }

    void writePaddedTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        out.write(PADDING, 0, (int) (paddedSize() - size));
    }

    void clear() {
        size = 0;
    }
}
