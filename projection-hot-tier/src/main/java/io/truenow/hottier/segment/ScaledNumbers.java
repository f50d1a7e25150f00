package io.truenow.hottier.segment;

import org.jspecify.annotations.Nullable;

/**
 * Numbers that are whole, or whole once multiplied by 10, 100, 1,000 or 10,000: amounts, counts, durations. Each row holds that whole
 * number in one, two or four bytes, the smallest number of the width for null; dividing it gives back the very same double, which is
 * checked bit by bit before this form is chosen. (The idea of ALP, Afroozeh and Boncz 2023, without its exceptions.) Immutable.
 *
 * @param bytes one byte a row, or null
 * @param shorts two bytes a row, or null
 * @param ints four bytes a row, or null
 */
record ScaledNumbers(
        double scale,
        boolean hasNulls,
        byte @Nullable [] bytes,
        short @Nullable [] shorts,
        int @Nullable [] ints,
        int filled)
        implements Numbers {

    private static final double[] SCALES = {1, 10, 100, 1_000, 10_000};

    /** The scaled form, or null if some number has none. */
    static @Nullable ScaledNumbers of(double[] values, int count) {
        int scale = 0;
        int checked = 0;
        long largest = 0;
        boolean nulls = false;
        while (checked < count) {
            double value = values[checked];
            if (Double.isNaN(value)) {
                nulls = true;
                checked++;
                continue;
            }
            long whole = Math.round(value * SCALES[scale]);
            if (Math.abs(value) < 1e9
                    && Math.abs(whole) < Integer.MAX_VALUE
                    && Double.doubleToRawLongBits(whole / SCALES[scale]) == Double.doubleToRawLongBits(value)) {
                largest = Math.max(largest, Math.abs(whole));
                checked++;
            } else if (++scale < SCALES.length) {
                checked = 0;
                largest = 0;
            } else {
                return null;
            }
        }
        return pack(values, count, SCALES[scale], nulls, largest);
    }

    private static ScaledNumbers pack(double[] values, int count, double scale, boolean nulls, long largest) {
        if (largest <= Byte.MAX_VALUE) {
            byte[] packed = new byte[count];
            for (int i = 0; i < count; i++) {
                packed[i] = Double.isNaN(values[i]) ? Byte.MIN_VALUE : (byte) Math.round(values[i] * scale);
            }
            return new ScaledNumbers(scale, nulls, packed, null, null, count);
        }
        if (largest <= Short.MAX_VALUE) {
            short[] packed = new short[count];
            for (int i = 0; i < count; i++) {
                packed[i] = Double.isNaN(values[i]) ? Short.MIN_VALUE : (short) Math.round(values[i] * scale);
            }
            return new ScaledNumbers(scale, nulls, null, packed, null, count);
        }
        int[] packed = new int[count];
        for (int i = 0; i < count; i++) {
            packed[i] = Double.isNaN(values[i]) ? Integer.MIN_VALUE : (int) Math.round(values[i] * scale);
        }
        return new ScaledNumbers(scale, nulls, null, null, packed, count);
    }

    @Override
    public void copy(int from, int count, double[] target) {
        if (bytes != null) {
            copy(bytes, from, count, target);
        } else if (shorts != null) {
            copy(shorts, from, count, target);
        } else if (ints != null) {
            copy(ints, from, count, target);
        }
        if (scale != 1) {
            for (int i = 0; i < count; i++) {
                target[i] /= scale;
            }
        }
    }

    private void copy(byte[] source, int from, int count, double[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = source[from + i];
        }
        for (int i = 0; hasNulls && i < count; i++) {
            target[i] = target[i] == Byte.MIN_VALUE ? Double.NaN : target[i];
        }
    }

    private void copy(short[] source, int from, int count, double[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = source[from + i];
        }
        for (int i = 0; hasNulls && i < count; i++) {
            target[i] = target[i] == Short.MIN_VALUE ? Double.NaN : target[i];
        }
    }

    private void copy(int[] source, int from, int count, double[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = source[from + i];
        }
        for (int i = 0; hasNulls && i < count; i++) {
            target[i] = target[i] == Integer.MIN_VALUE ? Double.NaN : target[i];
        }
    }

    @Override
    public double at(int row) {
        if (bytes != null) {
            return bytes[row] == Byte.MIN_VALUE ? Double.NaN : bytes[row] / scale;
        }
        if (shorts != null) {
            return shorts[row] == Short.MIN_VALUE ? Double.NaN : shorts[row] / scale;
        }
        int whole = ints == null ? Integer.MIN_VALUE : ints[row];
        return whole == Integer.MIN_VALUE ? Double.NaN : whole / scale;
    }

    @Override
    public void nulls(int from, int count, boolean[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = hasNulls && isNull(from + i);
        }
    }

    private boolean isNull(int row) {
        if (bytes != null) {
            return bytes[row] == Byte.MIN_VALUE;
        }
        return shorts != null ? shorts[row] == Short.MIN_VALUE : ints != null && ints[row] == Integer.MIN_VALUE;
    }

    /** Bytes of a row. */
    int width() {
        return bytes != null ? 1 : shorts != null ? 2 : 4;
    }

    @Override
    public long heapBytes() {
        return (long) width() * filled + 64;
    }
}
