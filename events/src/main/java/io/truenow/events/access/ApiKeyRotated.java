package io.truenow.events.access;

import org.axonframework.serialization.Revision;

/**
 * Fact: an API key has a new text.
 *
 * @param earlierUntilMicros moment from which every earlier text is refused, unless it was refused sooner
 */
@Revision("1")
public record ApiKeyRotated(
        String keyId,
        String tenant,
        KeySecret secret,
        long earlierUntilMicros,
        String requestedBy,
        long rotatedMicros) {}
