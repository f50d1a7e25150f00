package io.truenow.truth.torture;

/**
 * A fault that has struck.
 *
 * @param kind what was done
 * @param inFlight requests in flight at the moment
 * @param acknowledged events acknowledged before it
 * @param kills times that the server's JVM was killed
 * @param restartSeconds from the start after it to {@code ready}; 0 if there was none
 * @param note what else is to be said
 */
record Strike(FaultKind kind, int inFlight, long acknowledged, int kills, double restartSeconds, String note) {}
