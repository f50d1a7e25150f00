package io.truenow.events.catalog;

import org.axonframework.serialization.Revision;

/** Fact: a tenant went from one state to another. */
@Revision("1")
public record TenantStateChanged(
        String tenant, TenantState from, TenantState to, String requestedBy, long changedMicros) {}
