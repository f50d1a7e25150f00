package io.truenow.hottier.read;

/** Rows of a selection, block by block. Not thread-safe. Must be closed: it pins a snapshot. */
public interface RowCursor extends AutoCloseable {

    /** Moves to the next block; false at the end. */
    boolean next();

    /** The block of the last {@link #next()} that was true. */
    ValueBlock block();

    /** Positions that the snapshot covers. */
    Coverage coverage();

    /** Lets the snapshot go. May be called more than once. */
    @Override
    void close();
}
