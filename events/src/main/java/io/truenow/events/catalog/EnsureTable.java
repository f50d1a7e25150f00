package io.truenow.events.catalog;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Command: make a table, or widen it by columns that it does not have. Answers the {@link TableDescriptor} that holds
 * afterwards. Two callers with the same columns get the same answer, in any order.
 *
 * @param tableKey {@link #keyOf} of the name
 * @param settings used if the table is made
 */
public record EnsureTable(
        @TargetAggregateIdentifier String tableKey,
        TableRef ref,
        TableSettings settings,
        List<ColumnSpec> columns,
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
