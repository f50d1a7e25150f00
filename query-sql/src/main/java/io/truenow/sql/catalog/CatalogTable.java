package io.truenow.sql.catalog;

import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.Field;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/**
 * A table of events in the catalogue of one principal, as of one look. Behind its columns, its rows have pseudo-columns, which only who names
 * them sees: where in the log an event is. Immutable.
 */
public final class CatalogTable extends AbstractTable {

    /** Columns that every table has beside its own: partition and offset of an event's record in the log, index of the event in it, from 0. */
    public static final List<CatalogColumn> PSEUDO = List.of(
            new CatalogColumn("_partition", CatalogColumn.Kind.LONG, Field.BuiltIn.PARTITION, false),
            new CatalogColumn("_offset", CatalogColumn.Kind.LONG, Field.BuiltIn.OFFSET, false),
            new CatalogColumn("_index", CatalogColumn.Kind.LONG, Field.BuiltIn.INDEX, false));

    /** Their names. No other column of a table has one of them. */
    public static final Set<String> PSEUDO_NAMES =
            PSEUDO.stream().map(CatalogColumn::name).collect(Collectors.toUnmodifiableSet());

    private final UUID tableId;
    private final TableRef ref;
    private final List<CatalogColumn> columns;
    private final List<CatalogColumn> all;

    CatalogTable(UUID tableId, TableRef ref, List<CatalogColumn> columns) {
        this.tableId = tableId;
        this.ref = ref;
        this.columns = columns;
        this.all = Stream.concat(columns.stream(), PSEUDO.stream()).toList();
    }

    /** Whether a name is that of a pseudo-column. */
    public static boolean isPseudo(String name) {
        return PSEUDO_NAMES.contains(name);
    }

    /** Identity in the hot tier. */
    public UUID tableId() {
        return tableId;
    }

    /** Name. */
    public TableRef ref() {
        return ref;
    }

    /** Columns of a row: {@link #columns()}, then {@link #PSEUDO}. */
    public List<CatalogColumn> allColumns() {
        return all;
    }

    /** Columns in SQL's order, pseudo-columns not. */
    public List<CatalogColumn> columns() {
        return columns;
    }

    /** Index of the microsecond column that says more about a time column, or -1. */
    public int microsOf(int column) {
        CatalogColumn time = all.get(column);
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
        all.forEach(c -> row.add(c.name(), c.type(typeFactory)));
        return row.build();
    }
}
