package io.truenow.events.schema;

import org.axonframework.serialization.Revision;

/** Fact: a schema was made; its first version follows. */
@Revision("1")
public record SchemaCreated(
        String schemaKey,
        String schemaId,
        String tenant,
        String namespace,
        String name,
        String description,
        String requestedBy,
        long createdMicros) {}
