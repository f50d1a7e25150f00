package io.truenow.events.schema;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Command: delete a schema with all its versions. Answers its {@link SchemaDescriptor}. */
public record DeleteSchema(@TargetAggregateIdentifier String schemaKey, String schemaId, String requestedBy) {}
