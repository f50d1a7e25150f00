package io.truenow.sql.scan;

import io.truenow.sql.catalog.SystemTable;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/** Rows of a system table, for the principal of the running statement. Thread-safe. */
public record SystemSource(SystemTable table) implements RowSource {

    @Override
    public Enumerable<@Nullable Object> open(DataContext context) {
        StatementScope scope = (StatementScope) Objects.requireNonNull(context.get(StatementScope.VARIABLE));
        scope.checkAlive();
        List<@Nullable Object[]> rows = table.rows(scope.context().principal());
        return Linq4j.asEnumerable(rows.stream().<@Nullable Object>map(r -> r).toList());
    }
}
