package io.truenow.jdbc.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link WireWriter} wrote. Every read fails with {@link WireException} at the end of the bytes. Not thread-safe. */
public final class WireReader {

    private final byte[] bytes;
    private int position;

    /** Reads from a place on. */
    public WireReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** Place of the next byte. */
    public int position() {
        return position;
    }

    /** Goes to another place. */
    public WireReader at(int newPosition) {
        position = newPosition;
        return this;
    }

    /** Number of bytes left. */
    public int left() {
        return bytes.length - position;
    }

    private void need(int count) {
        if (count < 0 || count > bytes.length - position) {
            throw new WireException("A message of [" + bytes.length + "] bytes ends before its byte ["
                    + (position + (long) count) + "].");
        }
    }

    /** One byte. */
    public int u8() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    /** A number that is not negative. */
    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new WireException("A number at byte [" + position + "] has too many bytes.");
    }

    /** A number that fits an int. */
    public int count() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new WireException("A number before byte [" + position + "] is out of range.");
        }
        return (int) value;
    }

    /** A number of either sign. */
    public long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Eight bytes. */
    public long fixed64() {
        need(8);
        position += 8;
        return (long) WireWriter.LONGS.get(bytes, position - 8);
    }

    /** Four bytes. */
    public int fixed32() {
        need(4);
        position += 4;
        return (int) WireWriter.INTS.get(bytes, position - 4);
    }

    /** A text or null. */
    public @Nullable String text() {
        int length = count() - 1;
        if (length < 0) {
            return null;
        }
        need(length);
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    /** A text that is there. */
    public String requiredText() {
        String value = text();
        if (value == null) {
            throw new WireException("A text before byte [" + position + "] is missing.");
        }
        return value;
    }

    /** Bytes or null. */
    public byte @Nullable [] blob() {
        int length = count() - 1;
        if (length < 0) {
            return null;
        }
        need(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** Goes over bytes. */
    public void skip(int count) {
        need(count);
        position += count;
    }

    /** Goes over a text or bytes. */
    public void skipText() {
        skip(Math.max(0, count() - 1));
    }
}
