package io.truenow.hottier.segment;

/** Numbers of a metric; null is NaN. Rows behind the last one held are null. Immutable views. */
sealed interface Numbers permits Numbers.Wide, ScaledNumbers {

    /** Copies numbers of rows {@code [from, from + count)}, all of them held. */
    void copy(int from, int count, double[] target);

    /** Number of one row that is held. */
    double at(int row);

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
