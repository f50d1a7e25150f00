package io.truenow.events.catalog;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Command: make a table, or widen it by columns that it does not have. Answers the {@link TableDescriptor} that holds
 * afterwards. Two callers with the same columns get the same answer, in any order.
 *
 * @param tableKey {@link #keyOf} of the name
 * @param settings used if the table is made
 * @param schemaId the schema that the columns come from; null for columns of events that were held against none. A table that is bound to
 *     another is not widened: the caller sees its schema and asks again
 */
public record EnsureTable(
        @TargetAggregateIdentifier String tableKey,
        TableRef ref,
        TableSettings settings,
        List<ColumnSpec> columns,
        @Nullable String schemaId,
        String requestedBy) {

    /** Copies the columns. */
    public EnsureTable {
        columns = List.copyOf(columns);
    }

    /** Identity of a table's name on the command side. */
    public static String keyOf(TableRef ref) {
        return "table:" + ref.path();
    }
}
