package io.truenow.hottier.segment;

import static io.truenow.hottier.segment.ChunkView.MetricView.NO_LONG;

import org.jspecify.annotations.Nullable;

/**
 * Whole numbers of 64 bits, each of them exact: as they are, or as their distances from a base in one, two or four bytes without a sign,
 * where the distance 0 is null. Immutable.
 *
 * @param base what a distance is added to: one less than the smallest number; 0 for numbers as they are
 * @param bytes one byte a row, or null
 * @param shorts two bytes a row, or null
 * @param ints four bytes a row, or null
 * @param longs the numbers as they are, the smallest long for null, or null; the array may be longer than what is held
 */
record WholeNumbers(
        long base,
        boolean hasNulls,
        byte @Nullable [] bytes,
        short @Nullable [] shorts,
        int @Nullable [] ints,
        long @Nullable [] longs,
        int filled)
        implements Numbers {

    private static final long MOST_OF_BYTE = 0xFF;
    private static final long MOST_OF_SHORT = 0xFFFF;
    private static final long MOST_OF_INT = 0xFFFF_FFFFL;

    /** Numbers as they are. */
    static WholeNumbers plain(long[] values, int filled) {
        return new WholeNumbers(0, true, null, null, null, values, filled);
    }

    /** The narrowest form of numbers between a smallest and a largest one, which they have. */
    static WholeNumbers narrow(long[] values, int count, long min, long max) {
        boolean nulls = false;
        for (int i = 0; i < count; i++) {
            nulls |= values[i] == NO_LONG;
        }
        long base = min - 1;
        long largest = max - base;
        if (Long.compareUnsigned(largest - 1, MOST_OF_BYTE - 1) <= 0) {
            byte[] packed = new byte[count];
            for (int i = 0; i < count; i++) {
                packed[i] = values[i] == NO_LONG ? 0 : (byte) (values[i] - base);
            }
            return new WholeNumbers(base, nulls, packed, null, null, null, count);
        }
        if (Long.compareUnsigned(largest - 1, MOST_OF_SHORT - 1) <= 0) {
            short[] packed = new short[count];
            for (int i = 0; i < count; i++) {
                packed[i] = values[i] == NO_LONG ? 0 : (short) (values[i] - base);
            }
            return new WholeNumbers(base, nulls, null, packed, null, null, count);
        }
        if (Long.compareUnsigned(largest - 1, MOST_OF_INT - 1) <= 0) {
            int[] packed = new int[count];
            for (int i = 0; i < count; i++) {
                packed[i] = values[i] == NO_LONG ? 0 : (int) (values[i] - base);
            }
            return new WholeNumbers(base, nulls, null, null, packed, null, count);
        }
        return new WholeNumbers(0, nulls, null, null, null, values, count);
    }

    @Override
    public boolean whole() {
        return true;
    }

    @Override
    public void longs(int from, int count, long[] target) {
        if (longs != null) {
            System.arraycopy(longs, from, target, 0, count);
            return;
        }
        if (bytes != null) {
            for (int i = 0; i < count; i++) {
                target[i] = base + (bytes[from + i] & 0xFF);
            }
        } else if (shorts != null) {
            for (int i = 0; i < count; i++) {
                target[i] = base + (shorts[from + i] & 0xFFFF);
            }
        } else if (ints != null) {
            for (int i = 0; i < count; i++) {
                target[i] = base + (ints[from + i] & MOST_OF_INT);
            }
        }
        for (int i = 0; hasNulls && i < count; i++) {
            target[i] = target[i] == base ? NO_LONG : target[i];
        }
    }

    @Override
    public long longAt(int row) {
        long distance;
        if (longs != null) {
            return longs[row];
        } else if (bytes != null) {
            distance = bytes[row] & 0xFF;
        } else if (shorts != null) {
            distance = shorts[row] & 0xFFFF;
        } else {
            distance = ints == null ? 0 : ints[row] & MOST_OF_INT;
        }
        return distance == 0 ? NO_LONG : base + distance;
    }

    @Override
    public void copy(int from, int count, double[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = at(from + i);
        }
    }

    @Override
    public double at(int row) {
        long value = longAt(row);
        return value == NO_LONG ? Double.NaN : value;
    }

    @Override
    public void nulls(int from, int count, boolean[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = hasNulls && longAt(from + i) == NO_LONG;
        }
    }

    /** Bytes of a row. */
    int width() {
        return bytes != null ? 1 : shorts != null ? 2 : ints != null ? 4 : 8;
    }

    @Override
    public long heapBytes() {
        return (longs == null ? (long) width() * filled : longs.length * 8L) + 64;
    }
}
