package io.truenow.hottier.segment;

/** Event times of a chunk: as they are, or as unsigned distances of 32 bits from the smallest (71 minutes). Immutable views. */
sealed interface RowTimes {

    /** Copies times of rows {@code [from, from + count)}. */
    void copy(int from, int count, long[] target);

    /** Bytes in memory. */
    long heapBytes();

    /** The narrowest form. */
    static RowTimes narrow(long[] times, int count, long min, long max) {
        if (max - min < 0 || max - min >= 1L << 32) {
            return new Wide(java.util.Arrays.copyOf(times, count));
        }
        int[] distances = new int[count];
        for (int i = 0; i < count; i++) {
            distances[i] = (int) (times[i] - min);
        }
        return new Near(min, distances);
    }

    /** As they are; the array may be longer than the rows. */
    record Wide(long[] values) implements RowTimes {
        @Override
        public void copy(int from, int count, long[] target) {
            System.arraycopy(values, from, target, 0, count);
        }

        @Override
        public long heapBytes() {
            return values.length * 8L + 16;
        }
    }

    /** Distances from a base. */
    record Near(long base, int[] distances) implements RowTimes {
        @Override
        public void copy(int from, int count, long[] target) {
            for (int i = 0; i < count; i++) {
                target[i] = base + (distances[from + i] & 0xFFFF_FFFFL);
            }
        }

        @Override
        public long heapBytes() {
            return distances.length * 4L + 24;
        }
    }
}
