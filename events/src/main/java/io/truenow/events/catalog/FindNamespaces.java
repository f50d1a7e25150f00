package io.truenow.events.catalog;

/** Query: the {@link NamespaceDescriptor}s of a tenant, by name. */
public record FindNamespaces(String tenant) {}
