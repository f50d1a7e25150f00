package io.truenow.events.catalog;

/** Query: the {@link TableDescriptor}s of a tenant, by namespace and name. */
public record FindTables(String tenant) {}
