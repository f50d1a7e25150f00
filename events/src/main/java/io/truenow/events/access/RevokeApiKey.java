package io.truenow.events.access;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Command: refuse an API key from now on.
 *
 * @param tenant of the caller; a key of another tenant is not found
 */
public record RevokeApiKey(@TargetAggregateIdentifier String keyId, String tenant, String requestedBy) {}
