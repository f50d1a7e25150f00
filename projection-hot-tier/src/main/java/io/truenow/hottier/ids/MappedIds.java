package io.truenow.hottier.ids;

import io.truenow.events.ingest.ByteSlices;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Ids in a part of a file that is mapped into memory: where each begins, as {@code size + 1} numbers of four bytes, little-endian, and
 * the ids end to end.
 *
 * @param offsets where each id begins in {@code bytes}
 * @param bytes the ids
 */
public record MappedIds(MemorySegment offsets, MemorySegment bytes, int size) implements IdPage {

    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfByte INT8 = ValueLayout.JAVA_BYTE;

    private int start(int i) {
        return offsets.get(INT32, 4L * i);
    }

    @Override
    public int length(int i) {
        return start(i + 1) - start(i);
    }

    @Override
    public int copy(int i, byte[] target, int at) {
        int length = length(i);
        MemorySegment.copy(bytes, INT8, start(i), target, at, length);
        return length;
    }

    @Override
    public boolean matches(int i, byte[] utf8, int from, int length) {
        int start = start(i);
        if (start(i + 1) - start != length) {
            return false;
        }
        for (int k = 0; k < length; k++) {
            if (bytes.get(INT8, (long) start + k) != utf8[from + k]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public ByteSlices slices() {
        int[] starts = new int[size + 1];
        MemorySegment.copy(offsets, INT32, 0, starts, 0, size + 1);
        byte[] all = new byte[starts[size]];
        MemorySegment.copy(bytes, INT8, 0, all, 0, all.length);
        return new ByteSlices(all, starts, size);
    }

    /** Of the objects; the file's pages are the operating system's. */
    @Override
    public long heapBytes() {
        return 160;
    }
}
