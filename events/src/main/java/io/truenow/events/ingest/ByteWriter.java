package io.truenow.events.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Little-endian bytes into a growing array. Not thread-safe. */
final class ByteWriter {

    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT64 =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int end;

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    static void putInt32(byte[] target, int at, int value) {
        INT32.set(target, at, value);
    }

    private void room(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(end + more, bytes.length * 2));
        }
    }

    void int8(int value) {
        room(1);
        bytes[end++] = (byte) value;
    }

    void int16(int value) {
        room(2);
        bytes[end++] = (byte) value;
        bytes[end++] = (byte) (value >>> 8);
    }

    void int32(int value) {
        room(4);
        INT32.set(bytes, end, value);
        end += 4;
    }

    void int64(long value) {
        room(8);
        INT64.set(bytes, end, value);
        end += 8;
    }

    void int64s(long[] values, int count) {
        room(count * 8);
        for (int i = 0; i < count; i++) {
            INT64.set(bytes, end + i * 8, values[i]);
        }
        end += count * 8;
    }

    void doubles(double[] values, int count) {
        room(count * 8);
        for (int i = 0; i < count; i++) {
            FLOAT64.set(bytes, end + i * 8, values[i]);
        }
        end += count * 8;
    }

    /** Seven bits a byte, lowest first, the top bit set on all but the last. Not for negative numbers. */
    void varint(int value) {
        room(5);
        int rest = value;
        while (rest > 0x7F) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
    }

    void bytes(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, bytes, end, length);
        end += length;
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        bytes(utf8, 0, utf8.length);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, end);
    }
}
