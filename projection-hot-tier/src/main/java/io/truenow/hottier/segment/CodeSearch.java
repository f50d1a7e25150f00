package io.truenow.hottier.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for one code in an array of them, several rows at a step, so that what does not match costs less than a comparison each. All
 * methods write matching rows, counted from {@code from} and ascending, and return how many there are. Stateless.
 */
final class CodeSearch {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final int STEP = 8;

    private CodeSearch() {}

    /** Eight rows in a long: a byte that is zero after the exclusive or is a match (Mycroft's test in its exact form). */
    static int find(byte[] values, int from, int count, byte wanted, int[] rows) {
        long pattern = (wanted & 0xFFL) * EACH_BYTE;
        int kept = 0;
        int i = 0;
        for (; i <= count - STEP; i += STEP) {
            long different = (long) LONGS.get(values, from + i) ^ pattern;
            long matches = ~(((different & LOW_BITS) + LOW_BITS) | different | LOW_BITS);
            while (matches != 0) {
                rows[kept++] = i + (Long.numberOfTrailingZeros(matches) >>> 3);
                matches &= matches - 1;
            }
        }
        for (; i < count; i++) {
            if (values[from + i] == wanted) {
                rows[kept++] = i;
            }
        }
        return kept;
    }

    /** Eight rows at a step: one less than an exclusive or is negative if it was zero. */
    static int find(short[] values, int from, int count, short wanted, int[] rows) {
        int kept = 0;
        int i = 0;
        for (; i <= count - STEP; i += STEP) {
            int at = from + i;
            int any = (((values[at] ^ wanted) & 0xFFFF) - 1)
                    | (((values[at + 1] ^ wanted) & 0xFFFF) - 1)
                    | (((values[at + 2] ^ wanted) & 0xFFFF) - 1)
                    | (((values[at + 3] ^ wanted) & 0xFFFF) - 1)
                    | (((values[at + 4] ^ wanted) & 0xFFFF) - 1)
                    | (((values[at + 5] ^ wanted) & 0xFFFF) - 1)
                    | (((values[at + 6] ^ wanted) & 0xFFFF) - 1)
                    | (((values[at + 7] ^ wanted) & 0xFFFF) - 1);
            if (any < 0) {
                for (int k = i; k < i + STEP; k++) {
                    if (values[from + k] == wanted) {
                        rows[kept++] = k;
                    }
                }
            }
        }
        for (; i < count; i++) {
            if (values[from + i] == wanted) {
                rows[kept++] = i;
            }
        }
        return kept;
    }

    /** As with shorts; a null among the eight, which is negative, only costs a closer look. */
    static int find(int[] values, int from, int count, int wanted, int[] rows) {
        int kept = 0;
        int i = 0;
        for (; i <= count - STEP; i += STEP) {
            int at = from + i;
            int any = ((values[at] ^ wanted) - 1)
                    | ((values[at + 1] ^ wanted) - 1)
                    | ((values[at + 2] ^ wanted) - 1)
                    | ((values[at + 3] ^ wanted) - 1)
                    | ((values[at + 4] ^ wanted) - 1)
                    | ((values[at + 5] ^ wanted) - 1)
                    | ((values[at + 6] ^ wanted) - 1)
                    | ((values[at + 7] ^ wanted) - 1);
            if (any < 0) {
                for (int k = i; k < i + STEP; k++) {
                    if (values[from + k] == wanted) {
                        rows[kept++] = k;
                    }
                }
            }
        }
        for (; i < count; i++) {
            if (values[from + i] == wanted) {
                rows[kept++] = i;
            }
        }
        return kept;
    }
}
