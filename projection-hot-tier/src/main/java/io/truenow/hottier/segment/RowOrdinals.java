package io.truenow.hottier.segment;

/**
 * Place in log order of each row of a chunk. Rows that stand in log order need no array; others keep how far they moved, in two
 * bytes where that is enough. Immutable.
 *
 * @param first ordinal of row 0 if no row had moved
 */
record RowOrdinals(
        int first, short @org.jspecify.annotations.Nullable [] near, int @org.jspecify.annotations.Nullable [] far) {

    /** Rows in log order. */
    static RowOrdinals inLogOrder(int first) {
        return new RowOrdinals(first, null, null);
    }

    /** Rows whose ordinals are given. */
    static RowOrdinals of(int first, int[] ordinals, int from, int count) {
        int farthest = 0;
        for (int i = 0; i < count; i++) {
            farthest = Math.max(farthest, Math.abs(ordinals[from + i] - first - i));
        }
        if (farthest == 0) {
            return inLogOrder(first);
        }
        if (farthest <= Short.MAX_VALUE) {
            short[] near = new short[count];
            for (int i = 0; i < count; i++) {
                near[i] = (short) (ordinals[from + i] - first - i);
            }
            return new RowOrdinals(first, near, null);
        }
        return new RowOrdinals(first, null, java.util.Arrays.copyOfRange(ordinals, from, from + count));
    }

    int of(int row) {
        if (near != null) {
            return first + row + near[row];
        }
        return far != null ? far[row] : first + row;
    }

    long heapBytes() {
        return (near != null ? near.length * 2L : 0) + (far != null ? far.length * 4L : 0) + 24;
    }
}
