package io.truenow.events.access;

import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Fact: an API key was made. */
@Revision("1")
public record ApiKeyCreated(
        String keyId,
        String tenant,
        String name,
        Role role,
        List<Grant> grants,
        KeySecret secret,
        @Nullable Long expiresMicros,
        String requestedBy,
        long createdMicros) {}
