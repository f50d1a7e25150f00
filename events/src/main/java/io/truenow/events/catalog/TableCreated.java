package io.truenow.events.catalog;

import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/** Fact: a table was made. */
@Revision("1")
public record TableCreated(
        String tableKey,
        UUID tableId,
        TableRef ref,
        TableSettings settings,
        List<ColumnSpec> columns,
        String description,
        String requestedBy,
        long createdMicros) {

    /** Copies the columns. */
    public TableCreated {
        columns = List.copyOf(columns);
    }
}
