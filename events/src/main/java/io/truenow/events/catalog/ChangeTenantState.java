package io.truenow.events.catalog;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Command: let the callers of a tenant in, or not. Answers its {@link TenantDescriptor}.
 *
 * @param tenantKey {@link CreateTenant#keyOf} of its name
 */
public record ChangeTenantState(@TargetAggregateIdentifier String tenantKey, TenantState state, String requestedBy) {}
