package io.truenow.events.catalog;

/** What is known of a namespace. */
public record NamespaceDescriptor(
        String tenant, String name, NamespacePolicy policy, String description, String createdBy, long createdMicros) {}
