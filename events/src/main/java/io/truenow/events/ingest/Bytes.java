package io.truenow.events.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** Ranges of bytes, most of them short: names, ids, the values of dimensions. Thread-safe. */
public final class Bytes {

    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Differ from process to process, so that texts that share a place in its tables are not known beforehand. */
    private static final long FIRST_KEY;

    private static final long SECOND_KEY;

    static {
        // Not SecureRandom, which reads a file: a virtual thread would wait for it, and others for this class.
        SplittableRandom random = new SplittableRandom();
        FIRST_KEY = random.nextLong() | 1;
        SECOND_KEY = random.nextLong() | 1;
    }

    private Bytes() {}

    /** Whether two ranges of the same length hold the same bytes. */
    public static boolean equal(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        if (length >= 8) {
            int last = length - 8;
            for (int i = 0; i < last; i += 8) {
                if ((long) INT64.get(a, aFrom + i) != (long) INT64.get(b, bFrom + i)) {
                    return false;
                }
            }
            return (long) INT64.get(a, aFrom + last) == (long) INT64.get(b, bFrom + last);
        }
        if (length >= 4) {
            int last = length - 4;
            return (int) INT32.get(a, aFrom) == (int) INT32.get(b, bFrom)
                    && (int) INT32.get(a, aFrom + last) == (int) INT32.get(b, bFrom + last);
        }
        for (int i = 0; i < length; i++) {
            if (a[aFrom + i] != b[bFrom + i]) {
                return false;
            }
        }
        return true;
    }

    /** Place of the first byte of a value in {@code [from, to)}, or -1. */
    public static int indexOf(byte value, byte[] bytes, int from, int to) {
        long wanted = (value & 0xFF) * ONES;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long different = (long) INT64.get(bytes, at) ^ wanted;
            // The lowest marked byte is certain; those above it may be marked by a borrow.
            long marks = different - ONES & ~different & HIGH_BITS;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == value) {
                return at;
            }
        }
        return -1;
    }

    /** Hash for a table that lives no longer than the process; another process has another. */
    public static int placeHash(byte[] bytes, int from, int length) {
        long first;
        long last;
        if (length >= 8) {
            first = (long) INT64.get(bytes, from);
            last = (long) INT64.get(bytes, from + length - 8);
            if (length > 16) {
                first ^= ContentHash.ofBytes(bytes, from, length);
            }
        } else if (length >= 4) {
            first = (int) INT32.get(bytes, from);
            last = (int) INT32.get(bytes, from + length - 4);
        } else {
            first = length == 0 ? 0 : bytes[from];
            last = length == 0 ? 0 : bytes[from + length / 2] << 8 | bytes[from + length - 1] & 0xFF;
        }
        long low = (first ^ FIRST_KEY) * (last ^ SECOND_KEY);
        long high = Math.multiplyHigh(first ^ FIRST_KEY, last ^ SECOND_KEY);
        long mixed = (low ^ high) + length * FIRST_KEY;
        return (int) (mixed ^ mixed >>> 32);
    }
}
