package io.truenow.events.catalog;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Command: make a tenant. Answers its {@link TenantDescriptor}.
 *
 * @param tenantKey {@link #keyOf} of its name
 */
public record CreateTenant(@TargetAggregateIdentifier String tenantKey, String tenant, String requestedBy) {

    /** Identity of a tenant on the command side. */
    public static String keyOf(String tenant) {
        return "tenant:" + tenant;
    }
}
