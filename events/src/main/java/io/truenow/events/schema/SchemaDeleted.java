package io.truenow.events.schema;

import org.axonframework.serialization.Revision;

/** Fact: a schema is gone with all its versions. */
@Revision("1")
public record SchemaDeleted(String schemaKey, String schemaId, String tenant, String requestedBy, long deletedMicros) {}
