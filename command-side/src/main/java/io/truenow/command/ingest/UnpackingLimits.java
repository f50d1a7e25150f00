package io.truenow.command.ingest;

/**
 * What bounds the unpacking of one body.
 *
 * @param wire the body as it came, before any unpacking
 * @param maxRatio how many times larger than it came it may become
 * @param budget for memory, shared by all requests
 */
record UnpackingLimits(WireBytes wire, int maxRatio, ByteBudget budget) {}
