package io.truenow.events.limit;

import org.axonframework.serialization.Revision;

/**
 * Fact: so many events a second are let through.
 *
 * @param limit {@link LimitSubject#limitId()}
 * @param perSecond events a second
 * @param burst seconds of its rate that pass at once after as long a rest
 */
@Revision("1")
public record RateLimitSet(
        String limit, LimitSubject subject, int perSecond, double burst, String requestedBy, long setMicros) {}
