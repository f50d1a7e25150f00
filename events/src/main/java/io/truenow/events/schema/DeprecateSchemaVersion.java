package io.truenow.events.schema;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Command: take a version of a schema out of use. Answers a {@link RegisteredVersion}. */
public record DeprecateSchemaVersion(
        @TargetAggregateIdentifier String schemaKey, String schemaId, int version, String requestedBy) {}
