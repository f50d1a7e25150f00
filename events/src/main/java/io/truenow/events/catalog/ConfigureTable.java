package io.truenow.events.catalog;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Command: change what is said of a table, and its state. Answers the {@link TableDescriptor} that holds afterwards. All changes or none.
 *
 * @param tableKey {@link EnsureTable#keyOf} of the name
 * @param tableId refused if the name has another table by now
 * @param expectedFacts refused if the table has another {@link TableHistory#facts() version}; null for any
 * @param description null leaves it, as for the others
 */
public record ConfigureTable(
        @TargetAggregateIdentifier String tableKey,
        UUID tableId,
        @Nullable Long expectedFacts,
        @Nullable String description,
        @Nullable RetentionPolicy retention,
        @Nullable Partitioning partitioning,
        @Nullable TableState state,
        String requestedBy) {

    /** Only the state. */
    public static ConfigureTable become(TableDescriptor table, TableState state, String requestedBy) {
        return new ConfigureTable(
                EnsureTable.keyOf(table.ref()), table.tableId(), null, null, null, null, state, requestedBy);
    }
}
