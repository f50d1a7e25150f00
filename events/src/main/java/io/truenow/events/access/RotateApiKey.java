package io.truenow.events.access;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Command: give an API key a new text.
 *
 * @param tenant of the caller; a key of another tenant is not found
 * @param secret of the new text
 * @param overlapMicros for how long every earlier text goes on being taken
 */
public record RotateApiKey(
        @TargetAggregateIdentifier String keyId,
        String tenant,
        KeySecret secret,
        long overlapMicros,
        String requestedBy) {}
