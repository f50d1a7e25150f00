package io.truenow.events.catalog;

import java.util.List;
import java.util.UUID;

/**
 * What is known of a table. Immutable.
 *
 * @param tableId never used again for another table
 * @param ref name
 * @param settings set at creation
 * @param schemaVersion grows by one with every widening, from 1
 * @param columns in the order in which they appeared
 */
public record TableDescriptor(
        UUID tableId,
        TableRef ref,
        TableSettings settings,
        int schemaVersion,
        TableState state,
        List<ColumnSpec> columns,
        long createdMicros) {

    /** Copies the columns. */
    public TableDescriptor {
        columns = List.copyOf(columns);
    }
}
