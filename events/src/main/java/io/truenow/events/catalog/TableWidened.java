package io.truenow.events.catalog;

import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Revision;

/** Fact: a table got more columns, or some of its columns a wider type. */
@Revision("1")
public record TableWidened(
        String tableKey,
        UUID tableId,
        TableRef ref,
        int schemaVersion,
        List<ColumnSpec> columns,
        String requestedBy,
        long widenedMicros) {

    /** Copies the columns. */
    public TableWidened {
        columns = List.copyOf(columns);
    }
}
