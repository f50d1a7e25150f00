package io.truenow.events.schema;

import org.axonframework.serialization.Revision;

/** Fact: a version of a schema is out of use. */
@Revision("1")
public record SchemaVersionDeprecated(
        String schemaKey,
        String schemaId,
        String tenant,
        String versionId,
        int version,
        String requestedBy,
        long deprecatedMicros) {}
