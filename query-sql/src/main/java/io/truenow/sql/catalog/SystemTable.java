package io.truenow.sql.catalog;

import io.truenow.events.access.Principal;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** A table of the schema {@code sys}. Its rows are made for the principal that asks, when it asks. */
public final class SystemTable extends AbstractTable {

    /** A column. All are nullable. */
    public record Column(String name, SqlTypeName type) {}

    private final String name;
    private final List<Column> columns;
    private final Function<Principal, List<@Nullable Object[]>> rows;

    /** A table with values in Calcite's internal form: {@code String}, {@code Long}, {@code Double}, times in milliseconds. */
    public SystemTable(String name, List<Column> columns, Function<Principal, List<@Nullable Object[]>> rows) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    /** Name inside {@code sys}. */
    public String name() {
        return name;
    }

    /** Rows that the principal may see. */
    public List<@Nullable Object[]> rows(Principal principal) {
        return rows.apply(principal);
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        RelDataTypeFactory.Builder row = factory.builder();
        for (Column column : columns) {
            RelDataType type = column.type() == SqlTypeName.TIMESTAMP
                    ? factory.createSqlType(SqlTypeName.TIMESTAMP, 3)
                    : factory.createSqlType(column.type());
            row.add(column.name(), factory.createTypeWithNullability(type, true));
        }
        return row.build();
    }
}
