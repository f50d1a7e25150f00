package io.truenow.hottier.segment;

/** Codes of a dimension, as wide as they must be; -1 is null. Rows behind the last one held are null. Immutable views. */
sealed interface Codes {

    /** Copies codes of rows {@code [from, from + count)}, all of them held. */
    void copy(int from, int count, int[] target);

    /** Code of one row that is held. */
    int at(int row);

    /**
     * Finds a code that is not null among rows {@code [from, from + count)}, all of them held. It may be larger than any that is held: the
     * dictionary is of a whole shard, the width of a chunk's own codes.
     *
     * @param rows takes the matching ones, counted from {@code from}, ascending
     * @return how many there are
     */
    int find(int from, int count, int code, int[] rows);

    /** Rows held. */
    int filled();

    /** Bytes in memory. */
    long heapBytes();

    /** The narrowest form of codes up to {@code largest}. */
    static Codes narrow(int[] codes, int count, int largest) {
        if (largest < Bytes.MOST) {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) (codes[i] + 1);
            }
            return new Bytes(bytes);
        }
        if (largest < Shorts.MOST) {
            short[] shorts = new short[count];
            for (int i = 0; i < count; i++) {
                shorts[i] = (short) (codes[i] + 1);
            }
            return new Shorts(shorts);
        }
        return new Ints(java.util.Arrays.copyOf(codes, count), count);
    }

    /** One byte a row: code + 1. */
    record Bytes(byte[] values) implements Codes {

        /** Codes up to here have a place in a byte; a larger one is in no row. */
        private static final int MOST = 255;

        @Override
        public void copy(int from, int count, int[] target) {
            for (int i = 0; i < count; i++) {
                target[i] = (values[from + i] & 0xFF) - 1;
            }
        }

        @Override
        public int at(int row) {
            return (values[row] & 0xFF) - 1;
        }

        @Override
        public int find(int from, int count, int code, int[] rows) {
            return code < MOST ? CodeSearch.find(values, from, count, (byte) (code + 1), rows) : 0;
        }

        @Override
        public int filled() {
            return values.length;
        }

        @Override
        public long heapBytes() {
            return values.length + 16L;
        }
    }

    /** Two bytes a row: code + 1. */
    record Shorts(short[] values) implements Codes {

        /** The same for two bytes. */
        private static final int MOST = 65_535;

        @Override
        public void copy(int from, int count, int[] target) {
            for (int i = 0; i < count; i++) {
                target[i] = (values[from + i] & 0xFFFF) - 1;
            }
        }

        @Override
        public int at(int row) {
            return (values[row] & 0xFFFF) - 1;
        }

        @Override
        public int find(int from, int count, int code, int[] rows) {
            return code < MOST ? CodeSearch.find(values, from, count, (short) (code + 1), rows) : 0;
        }

        @Override
        public int filled() {
            return values.length;
        }

        @Override
        public long heapBytes() {
            return values.length * 2L + 16;
        }
    }

    /** Four bytes a row; the array may be longer than what is held. */
    record Ints(int[] values, int filled) implements Codes {
        @Override
        public void copy(int from, int count, int[] target) {
            System.arraycopy(values, from, target, 0, count);
        }

        @Override
        public int at(int row) {
            return values[row];
        }

        @Override
        public int find(int from, int count, int code, int[] rows) {
            return CodeSearch.find(values, from, count, code, rows);
        }

        @Override
        public long heapBytes() {
            return values.length * 4L + 16;
        }
    }
}
