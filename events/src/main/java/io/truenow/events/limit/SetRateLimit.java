package io.truenow.events.limit;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Command: limit how many events a second are let through, whatever the settings say. Answers the {@link RateLimit}.
 *
 * @param limit {@link LimitSubject#limitId()}
 * @param perSecond events a second
 * @param burst seconds of its rate that pass at once after as long a rest
 * @param expectedVersion refused if it has another; null for any
 */
public record SetRateLimit(
        @TargetAggregateIdentifier String limit,
        LimitSubject subject,
        int perSecond,
        double burst,
        @Nullable Long expectedVersion,
        String requestedBy) {}
