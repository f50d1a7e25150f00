package io.truenow.sql.proof;

/** Kind of a value in generated statements. */
enum Kind {
    /** DOUBLE whose sums are exact: a multiple of 1/4 of modest size. */
    NUMBER,
    /** Any DOUBLE; compared and ordered, never summed. */
    WILD,
    /** INTEGER or BIGINT. */
    WHOLE,
    TEXT,
    TIME,
    TRUTH
}
