package io.truenow.events.access;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Command: make an API key. The text of the key stays with who asked for it.
 *
 * @param keyId {@code key_} and a UUID
 * @param expiresMicros moment from which it is refused; null for never
 * @param signs whether its requests are signed, and its text is not taken
 */
public record CreateApiKey(
        @TargetAggregateIdentifier String keyId,
        String tenant,
        String name,
        Role role,
        List<Grant> grants,
        KeySecret secret,
        @Nullable Long expiresMicros,
        boolean signs,
        String requestedBy) {}
