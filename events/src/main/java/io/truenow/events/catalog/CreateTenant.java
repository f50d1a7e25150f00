package io.truenow.events.catalog;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Command: make a tenant. Nothing happens if it is there. */
public record CreateTenant(@TargetAggregateIdentifier String tenant, String requestedBy) {}
