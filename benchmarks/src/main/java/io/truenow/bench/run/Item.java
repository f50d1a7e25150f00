package io.truenow.bench.run;

/** What can be measured: the targets of {@code docs/performance.md}, and the profiles. */
public enum Item {
    R1A,
    R1B,
    R1C,
    R1S,
    R2,
    R3,
    R4,
    R6,
    R7,
    R8,
    R9,
    R10,
    R11,
    HTTP,
    MIX,
    PROFILE
}
