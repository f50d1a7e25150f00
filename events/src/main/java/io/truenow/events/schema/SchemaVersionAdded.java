package io.truenow.events.schema;

import org.axonframework.serialization.Revision;

/** Fact: a schema has a version more. */
@Revision("1")
public record SchemaVersionAdded(
        String schemaKey,
        String schemaId,
        String tenant,
        String versionId,
        int version,
        String definition,
        String fingerprint,
        CompatibilityMode mode,
        String requestedBy,
        long addedMicros) {}
