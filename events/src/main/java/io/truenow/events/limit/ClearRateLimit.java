package io.truenow.events.limit;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Command: let the settings say again how many events a second are let through. Answers the {@link RateLimit}.
 *
 * @param limit {@link LimitSubject#limitId()}
 * @param expectedVersion refused if it has another; null for any
 */
public record ClearRateLimit(
        @TargetAggregateIdentifier String limit, @Nullable Long expectedVersion, String requestedBy) {}
