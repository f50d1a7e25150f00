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
}
