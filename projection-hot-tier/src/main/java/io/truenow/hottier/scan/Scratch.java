package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;

/**
 * Sizes of scratch arrays: as long as the rows of the block at hand ask for, so that a scan of a small table does not pay for the arrays
 * of a large one, in powers of two, so that blocks that grow make few new ones. Stateless.
 */
final class Scratch {

    private static final int LEAST = 64;

    private Scratch() {}

    /** Length of an array for some rows of a block; {@link ChunkView#BLOCK} for a full one. */
    static int length(int rows) {
        return rows <= LEAST ? LEAST : Integer.highestOneBit(rows - 1) << 1;
    }

    /** The array, or a new one if it is too short; what it held is lost then. */
    static int[] ints(int[] array, int rows) {
        return array.length >= rows ? array : new int[length(rows)];
    }

    /** The same of longs. */
    static long[] longs(long[] array, int rows) {
        return array.length >= rows ? array : new long[length(rows)];
    }
}
