package io.truenow.hottier.scan;

import org.jspecify.annotations.Nullable;

/**
 * State of one accumulator for all groups of one part of an aggregation. Parts are merged in segment order by the thread that asked.
 * Not thread-safe.
 */
interface Accumulator {

    /** Makes room for groups 0 to {@code groups - 1}; never shrinks. */
    void ensure(int groups);

    /** Takes the rows of a block. {@code groups} has the group per row; it is null if there is one group, 0. */
    void add(SelectedBlock block, int @Nullable [] groups);

    /**
     * Takes another part's state of the same accumulator in.
     *
     * @param map per group there, the group here, or -1 for none
     */
    void merge(Accumulator other, int[] map);

    /** Called once, after the last row of a part and before merges; on the thread that scanned. */
    default void seal() {}

    /** Called once, after the last merge and before results are read. */
    default void finish() {}
}
