package io.truenow.events.limit;

import org.axonframework.serialization.Revision;

/**
 * Fact: the settings say again how many events a second are let through.
 *
 * @param limit {@link LimitSubject#limitId()}
 */
@Revision("1")
public record RateLimitCleared(String limit, LimitSubject subject, String requestedBy, long clearedMicros) {}
