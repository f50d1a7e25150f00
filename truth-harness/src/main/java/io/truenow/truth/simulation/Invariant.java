package io.truenow.truth.simulation;

/** What must hold in every history. */
public enum Invariant {
    /** Every acknowledged event is in the log and, after recovery, in the answer. */
    I1_ACKNOWLEDGED_IS_THERE,
    /** No event counts twice; what is served is what the model holds at that position of the log. */
    I2_NOTHING_TWICE,
    /** What was refused is absent; what was never acknowledged is wholly there or wholly absent, record by record. */
    I3_REFUSED_IS_ABSENT,
    /** Positions, counts and watermark that one reader sees never go back, also over a restart. */
    I4_NEVER_BACK,
    /** A hot tier folded from the whole log equals the live one. */
    I5_REBUILD_EQUALS_LIVE,
    /** Checkpoint and tail leave neither gap nor overlap: logged = stored + duplicates + conflicting, at every position. */
    I6_NO_GAP_NO_OVERLAP,
    /** Nothing hangs: clients end, partitions are caught up after the last recovery. */
    LIVENESS,
    /** No code throws what it should not. */
    NO_SURPRISE
}
