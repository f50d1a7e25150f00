package io.truenow.events.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote. Runs off the end with {@link IndexOutOfBoundsException}. Not thread-safe. */
final class ByteReader {

    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT64 =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** Refuses a length that the rest cannot hold, before anything of that length is made. */
    void require(long length) {
        if (length < 0 || length > bytes.length - at) {
            throw new IndexOutOfBoundsException("[" + length + "] bytes needed, [" + (bytes.length - at) + "] left");
        }
    }

    /** Bytes not read yet. */
    int left() {
        return bytes.length - at;
    }

    int int8() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    int int16() {
        require(2);
        int value = bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
        at += 2;
        return value;
    }

    int int32() {
        require(4);
        int value = (int) INT32.get(bytes, at);
        at += 4;
        return value;
    }

    long int64() {
        require(8);
        long value = (long) INT64.get(bytes, at);
        at += 8;
        return value;
    }

    long[] int64s(int count) {
        require(count * 8L);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = (long) INT64.get(bytes, at + i * 8);
        }
        at += count * 8;
        return values;
    }

    double[] doubles(int count) {
        require(count * 8L);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = (double) FLOAT64.get(bytes, at + i * 8);
        }
        at += count * 8;
        return values;
    }

    int varint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = int8();
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                if (value < 0) {
                    throw new IndexOutOfBoundsException("a number beyond 2^31");
                }
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a number of more than five bytes");
    }

    byte[] bytes(int length) {
        require(length);
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    String text() {
        int length = varint();
        require(length);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    void skip(int length) {
        require(length);
        at += length;
    }
}
