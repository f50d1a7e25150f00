package io.truenow.hottier.ids;

import io.truenow.events.ingest.ByteSlices;
import java.util.Arrays;

/** Ids of any form, end to end. */
record PlainIds(ByteSlices ids) implements IdPage {

    /** The same without spare room. */
    static PlainIds trimmed(ByteSlices ids) {
        int size = ids.size();
        if (size == 0) {
            return new PlainIds(ByteSlices.EMPTY);
        }
        int[] offsets = Arrays.copyOf(ids.offsets(), size + 1);
        return new PlainIds(new ByteSlices(Arrays.copyOf(ids.bytes(), offsets[size]), offsets, size));
    }

    @Override
    public int size() {
        return ids.size();
    }

    @Override
    public int length(int i) {
        return ids.length(i);
    }

    @Override
    public int copy(int i, byte[] target, int at) {
        int length = ids.length(i);
        System.arraycopy(ids.bytes(), ids.start(i), target, at, length);
        return length;
    }

    @Override
    public boolean matches(int i, byte[] utf8, int from, int length) {
        return ids.matches(i, utf8, from, length);
    }

    @Override
    public ByteSlices slices() {
        return ids;
    }

    @Override
    public long heapBytes() {
        return ids.heapBytes() + 72;
    }
}
