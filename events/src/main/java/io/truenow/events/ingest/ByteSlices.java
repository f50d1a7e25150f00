package io.truenow.events.ingest;

import java.nio.charset.StandardCharsets;

/**
 * Byte strings end to end in one array: item {@code i} is {@code bytes[offsets[i] .. offsets[i + 1])}. Used for event ids and
 * dictionaries, so that a value costs no object. Immutable by contract: the arrays are shared and nobody writes to them.
 *
 * @param bytes the items, one after the other
 * @param offsets {@code size + 1} ascending positions in {@code bytes} (the array may be longer)
 * @param size number of items
 */
public record ByteSlices(byte[] bytes, int[] offsets, int size) {

    /** No item. */
    public static final ByteSlices EMPTY = new ByteSlices(new byte[0], new int[1], 0);

    /** Where item {@code i} begins. */
    public int start(int i) {
        return offsets[i];
    }

    /** Length of item {@code i} in bytes. */
    public int length(int i) {
        return offsets[i + 1] - offsets[i];
    }

    /** Item {@code i} as text; allocates, so not for the hot path. */
    public String text(int i) {
        return new String(bytes, offsets[i], length(i), StandardCharsets.UTF_8);
    }

    /** Whether item {@code i} is the given bytes. */
    public boolean matches(int i, byte[] other, int from, int length) {
        int start = offsets[i];
        return length(i) == length && Bytes.equal(bytes, start, other, from, length);
    }

    /** Bytes in memory. */
    public long heapBytes() {
        return bytes.length + offsets.length * 4L;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ByteSlices that) || size != that.size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!matches(i, that.bytes, that.start(i), that.length(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = size;
        for (int i = 0; i < offsets[size]; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return "ByteSlices[" + size + " items, " + offsets[size] + " bytes]";
    }
}
