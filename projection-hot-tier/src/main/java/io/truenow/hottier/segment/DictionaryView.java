package io.truenow.hottier.segment;

/**
 * Distinct texts of a dimension, by code from 0. Append-only: a code that a view has seen keeps its text for ever. Safe to read
 * from any thread for codes below {@link #size()}.
 */
public interface DictionaryView {

    /** Number of texts in this view. */
    int size();

    /** Text of a code. */
    String text(int code);

    /** Code of a text, or -1; never a code at or beyond {@link #size()}. */
    int find(String text);

    /**
     * Identity of the underlying dictionary: two views with the same (reference-equal) identity give the same code to the same
     * text. Views of one shard share it until the dictionary is full; segments beyond that have their own.
     */
    Object identity();
}
