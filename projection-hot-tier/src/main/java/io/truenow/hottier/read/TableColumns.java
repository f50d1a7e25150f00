package io.truenow.hottier.read;

import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.TableRef;
import java.util.List;
import java.util.UUID;

/**
 * What a statement needs of a table to be planned: {@link TableInfo} without its figures, whose cost grows with the segments.
 *
 * @param columns in the order in which they first appeared
 */
public record TableColumns(UUID tableId, TableRef ref, List<ColumnSpec> columns) {

    /** Copies the list. */
    public TableColumns {
        columns = List.copyOf(columns);
    }

    /** The columns of a table that was described. */
    public static TableColumns of(TableInfo info) {
        return new TableColumns(
                info.tableId(),
                info.ref(),
                info.columns().stream().map(TableInfo.Column::spec).toList());
    }
}
