package io.truenow.events.schema;

/** A schema and the version that a command asked for, made by it or there before. */
public record RegisteredVersion(SchemaDescriptor schema, SchemaVersionDescriptor version) {}
