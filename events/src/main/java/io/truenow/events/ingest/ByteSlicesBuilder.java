package io.truenow.events.ingest;

import java.util.Arrays;

/** Byte strings that grow one by one, in one array. Not thread-safe. */
final class ByteSlicesBuilder {
    private byte[] bytes;
    private int[] offsets;
    private int size;

    ByteSlicesBuilder(int bytes, int items) {
        this.bytes = new byte[Math.max(16, bytes)];
        this.offsets = new int[items + 1];
    }

    int size() {
        return size;
    }

    /** Bytes in all. */
    int end() {
        return offsets[size];
    }

    void put(int index, byte[] source, int from, int length) {
        truncate(index);
        int start = offsets[index];
        if (bytes.length < start + length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length, bytes.length * 2));
        }
        if (offsets.length < index + 2) {
            offsets = Arrays.copyOf(offsets, (index + 2) * 2);
        }
        System.arraycopy(source, from, bytes, start, length);
        offsets[index + 1] = start + length;
        size = index + 1;
    }

    void truncate(int newSize) {
        size = Math.min(size, newSize);
    }

    /** Appends a string of this builder to another. */
    void copyTo(int index, ByteSlicesBuilder target) {
        target.put(target.size, bytes, offsets[index], offsets[index + 1] - offsets[index]);
    }

    /** Sets a string of this builder as a dimension of a row. */
    void copyTo(int index, EventColumnsBuilder target, int dimension, byte kind) {
        target.setDimension(dimension, bytes, offsets[index], offsets[index + 1] - offsets[index], kind);
    }

    boolean equal(int index, byte[] other, int from, int length) {
        int start = offsets[index];
        return offsets[index + 1] - start == length && Bytes.equal(bytes, start, other, from, length);
    }

    ByteSlices slices() {
        return new ByteSlices(bytes, offsets, size);
    }
}
