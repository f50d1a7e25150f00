package io.truenow.events.catalog;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Command: make a table whose name no other has. Answers its {@link TableDescriptor}.
 *
 * @param tableKey {@link EnsureTable#keyOf} of the name
 */
public record DeclareTable(
        @TargetAggregateIdentifier String tableKey,
        TableRef ref,
        TableSettings settings,
        TableOptions options,
        String requestedBy) {}
