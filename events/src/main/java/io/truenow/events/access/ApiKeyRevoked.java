package io.truenow.events.access;

import org.axonframework.serialization.Revision;

/** Fact: an API key is refused from this moment on. */
@Revision("1")
public record ApiKeyRevoked(String keyId, String tenant, String requestedBy, long revokedMicros) {}
