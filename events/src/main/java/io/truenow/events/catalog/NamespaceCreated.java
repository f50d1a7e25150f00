package io.truenow.events.catalog;

import org.axonframework.serialization.Revision;

/** Fact: a namespace was made. */
@Revision("1")
public record NamespaceCreated(
        String namespaceKey,
        String tenant,
        String name,
        NamespacePolicy policy,
        String description,
        String requestedBy,
        long createdMicros) {}
