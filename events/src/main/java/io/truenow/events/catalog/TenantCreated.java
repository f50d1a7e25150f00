package io.truenow.events.catalog;

import org.axonframework.serialization.Revision;

/** Fact: a tenant was made. */
@Revision("1")
public record TenantCreated(String tenant, String requestedBy, long createdMicros) {}
