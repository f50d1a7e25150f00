package io.truenow.hottier.segment;

/** Numbers of a metric; null is NaN, or the smallest long. Rows behind the last one held are null. Immutable views. */
sealed interface Numbers permits Numbers.Wide, ScaledNumbers, WholeNumbers {

    /** Copies numbers of rows {@code [from, from + count)}, all of them held. */
    void copy(int from, int count, double[] target);

    /** Number of one row that is held. */
    double at(int row);

    /** Whether they are whole numbers of 64 bits, which doubles need not hold. */
    default boolean whole() {
        return false;
    }

    /** Copies whole numbers of rows {@code [from, from + count)}, all of them held. */
    default void longs(int from, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = longAt(from + i);
        }
    }

    /** Whole number of one row that is held. */
    default long longAt(int row) {
        return toLong(at(row));
    }

    /** A double without its fraction, at most as large as a long that is no null; NaN is null. */
    static long toLong(double value) {
        return Double.isNaN(value) ? ChunkView.MetricView.NO_LONG : Math.max((long) value, -Long.MAX_VALUE);
    }

    /** Sets {@code target[i]} to whether row {@code from + i} is null. */
    void nulls(int from, int count, boolean[] target);

    /** Rows held. */
    int filled();

    /** Bytes in memory. */
    long heapBytes();

    /** The narrowest form that gives back every bit. */
    static Numbers narrow(double[] values, int count) {
        ScaledNumbers scaled = ScaledNumbers.of(values, count);
        return scaled == null ? new Wide(values, count) : scaled;
    }

    /** As they are; the array may be longer than what is held. */
    record Wide(double[] values, int filled) implements Numbers {
        @Override
        public void copy(int from, int count, double[] target) {
            System.arraycopy(values, from, target, 0, count);
        }

        @Override
        public double at(int row) {
            return values[row];
        }

        @Override
        public void nulls(int from, int count, boolean[] target) {
            for (int i = 0; i < count; i++) {
                target[i] = Double.isNaN(values[from + i]);
            }
        }

        @Override
        public long heapBytes() {
            return values.length * 8L + 16;
        }
    }
}
