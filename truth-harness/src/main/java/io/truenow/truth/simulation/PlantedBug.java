package io.truenow.truth.simulation;

/** Bugs that a test plants into the simulated parts, to see that the invariants find them. No setting of the product reaches them. */
enum PlantedBug {
    /** The log acknowledges what is in its memory only. */
    ACK_BEFORE_SYNC,
    /** A partition goes on at a position that is kept in a file of its own, not with the state. */
    POSITION_OUTSIDE_CHECKPOINT,
    /** An id whose hash is known counts as repeated, without a look at its bytes. */
    DROP_ON_FILTER_HIT
}
