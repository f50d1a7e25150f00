package io.truenow.events.schema;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Command: make a schema with its first version. Answers a {@link RegisteredVersion}.
 *
 * @param schemaKey {@link #keyOf} of its name
 * @param definition JSON Schema, draft 7
 */
public record CreateSchema(
        @TargetAggregateIdentifier String schemaKey,
        String tenant,
        String namespace,
        String name,
        String description,
        String definition,
        String requestedBy) {

    /** Identity of a schema's name on the command side. */
    public static String keyOf(String tenant, String namespace, String name) {
        return "schema:" + tenant + "/" + namespace + "/" + name;
    }
}
