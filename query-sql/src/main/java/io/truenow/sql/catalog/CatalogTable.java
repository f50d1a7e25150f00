package io.truenow.sql.catalog;

import io.truenow.events.catalog.TableRef;
import java.util.List;
import java.util.UUID;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/** A table of events in the catalogue of one principal, as of one look. Immutable. */
public final class CatalogTable extends AbstractTable {

    private final UUID tableId;
    private final TableRef ref;
    private final List<CatalogColumn> columns;

    CatalogTable(UUID tableId, TableRef ref, List<CatalogColumn> columns) {
        this.tableId = tableId;
        this.ref = ref;
        this.columns = columns;
    }

    /** Identity in the hot tier. */
    public UUID tableId() {
        return tableId;
    }

    /** Name. */
    public TableRef ref() {
        return ref;
    }

    /** Columns in SQL's order. */
    public List<CatalogColumn> columns() {
        return columns;
    }

    /** Index of the microsecond column that says more about a time column, or -1. */
    public int microsOf(int column) {
        CatalogColumn time = columns.get(column);
        if (time.kind() != CatalogColumn.Kind.TIME) {
            return -1;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() == CatalogColumn.Kind.MICROS
                    && columns.get(i).field().equals(time.field())) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory typeFactory) {
        RelDataTypeFactory.Builder row = typeFactory.builder();
        columns.forEach(c -> row.add(c.name(), c.type(typeFactory)));
        return row.build();
    }
}
