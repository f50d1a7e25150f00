package io.truenow.events.access;

import org.axonframework.serialization.Revision;

/** Fact: requests with an API key are signed from now on; its text is not taken. */
@Revision("1")
public record ApiKeySigningDemanded(String keyId, String tenant, String requestedBy, long demandedMicros) {}
