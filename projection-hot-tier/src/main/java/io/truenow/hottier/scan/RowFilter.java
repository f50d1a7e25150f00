package io.truenow.hottier.scan;

/** A predicate bound to one chunk. Used by one thread at a time. */
@FunctionalInterface
interface RowFilter {

    /** Every row. */
    RowFilter ALL = (block, rows, count) -> count;

    /** No row. */
    RowFilter NONE = (block, rows, count) -> 0;

    /**
     * Keeps the rows that match.
     *
     * @param rows ascending rows of the block; the matching ones are moved to its front
     * @return how many are left
     */
    int select(BlockReader block, int[] rows, int count);

    /** As {@link #select}, from all rows of the block. */
    default int selectFromAll(BlockReader block, int[] rows) {
        int count = block.count();
        for (int i = 0; i < count; i++) {
            rows[i] = i;
        }
        return select(block, rows, count);
    }

    /** Guess of the share of rows that it keeps; small ones are asked first. */
    default double share() {
        return 1;
    }
}
