package io.truenow.jdbc.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Appends values to a buffer that grows. Not thread-safe. */
public final class WireWriter {

    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] buffer;
    private int size;

    /** With room for so many bytes at first. */
    public WireWriter(int bytes) {
        this.buffer = new byte[bytes];
    }

    /** Number of bytes written. */
    public int size() {
        return size;
    }

    /** What holds the bytes; only the first {@link #size()} count. */
    public byte[] buffer() {
        return buffer;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** Forgets all but the first bytes. */
    public void truncate(int bytes) {
        size = bytes;
    }

    private void room(int bytes) {
        if (buffer.length - size < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
        }
    }

    /** One byte. */
    public WireWriter u8(int value) {
        room(1);
        buffer[size++] = (byte) value;
        return this;
    }

    /** Replaces a byte. */
    public void u8At(int position, int value) {
        buffer[position] = (byte) value;
    }

    /** A number that is not negative, in one to ten bytes. */
    public WireWriter number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    /** A number of either sign, short where it is near zero. */
    public WireWriter signed(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    /** Eight bytes. */
    public WireWriter fixed64(long value) {
        room(8);
        size += 8;
        fixed64At(size - 8, value);
        return this;
    }

    /** Replaces eight bytes. */
    public void fixed64At(int position, long value) {
        LONGS.set(buffer, position, value);
    }

    /** Four bytes. */
    public WireWriter fixed32(int value) {
        room(4);
        size += 4;
        fixed32At(size - 4, value);
        return this;
    }

    /** Replaces four bytes. */
    public void fixed32At(int position, int value) {
        INTS.set(buffer, position, value);
    }

    /** A text or null. */
    public WireWriter text(@Nullable String value) {
        if (value == null) {
            return number(0);
        }
        int length = value.length();
        if (length < 127 && ascii(value, length)) {
            return this;
        }
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("deprecation") // the cheapest way to copy characters below 128
    private boolean ascii(String value, int length) {
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        room(length + 1);
        buffer[size++] = (byte) (length + 1);
        value.getBytes(0, length, buffer, size);
        size += length;
        return true;
    }

    /** Bytes or null. */
    public WireWriter bytes(byte @Nullable [] value) {
        if (value == null) {
            return number(0);
        }
        number(value.length + 1L);
        return raw(value, value.length);
    }

    /** Bytes as they are. */
    public WireWriter raw(byte[] value, int length) {
        room(length);
        System.arraycopy(value, 0, buffer, size, length);
        size += length;
        return this;
    }
}
