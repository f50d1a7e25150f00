package io.truenow.truth.torture;

/**
 * One entry of the plan.
 *
 * @param kind what is done
 * @param loadMillis how long the load runs before it
 * @param fraction in [0, 1): the moment or the length inside of the fault
 * @param gradual for a full disk: filled step by step
 * @param checkpointSeconds time between checkpoints of the server that is started after it
 */
record Fault(FaultKind kind, int loadMillis, double fraction, boolean gradual, int checkpointSeconds) {}
