package io.truenow.events.schema;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Command: add a version to a schema. Answers a {@link RegisteredVersion}: the one of the same fingerprint if there is one.
 *
 * @param schemaId refused if the name has another schema by now
 */
public record AddSchemaVersion(
        @TargetAggregateIdentifier String schemaKey,
        String schemaId,
        String definition,
        CompatibilityMode mode,
        String requestedBy) {}
