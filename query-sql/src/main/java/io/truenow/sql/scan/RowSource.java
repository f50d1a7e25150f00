package io.truenow.sql.scan;

import java.util.List;
import java.util.UUID;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.jspecify.annotations.Nullable;

/** Where a leaf's rows come from. A row is an {@code Object[]}, or the bare value if it has one column. Thread-safe. */
public interface RowSource {

    /** Opens the rows for one run of a statement. */
    Enumerable<@Nullable Object> open(DataContext context);

    /** Tables of the hot tier that it reads, once for each scan. */
    default List<UUID> scans() {
        return List.of();
    }
}
