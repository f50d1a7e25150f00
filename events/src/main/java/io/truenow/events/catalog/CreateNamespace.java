package io.truenow.events.catalog;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Command: make a namespace in a tenant.
 *
 * @param namespaceKey {@link #keyOf} of tenant and name
 * @param onlyIfAbsent true: an existing namespace is fine; false: it is a conflict
 */
public record CreateNamespace(
        @TargetAggregateIdentifier String namespaceKey,
        String tenant,
        String name,
        NamespacePolicy policy,
        String description,
        String requestedBy,
        boolean onlyIfAbsent) {

    /** Identity of a namespace on the command side. */
    public static String keyOf(String tenant, String name) {
        return "namespace:" + tenant + "/" + name;
    }
}
