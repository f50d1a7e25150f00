package io.truenow.events.ingest;

/**
 * Which rows of a batch came with which request, since a batch may hold several (group commit).
 *
 * @param firstRow first row; the span ends where the next begins
 * @param principal name of the caller
 * @param requestId id of the request
 * @param baseOrdinal position of the first row among the accepted events of its request
 */
public record RequestSpan(int firstRow, String principal, String requestId, int baseOrdinal) {}
