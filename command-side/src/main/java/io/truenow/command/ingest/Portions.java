package io.truenow.command.ingest;

import io.truenow.events.catalog.Names;
import io.truenow.events.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The portions of a request by the table that its events name; neighbours mostly name the same. Not thread-safe. */
final class Portions {

    private final int maxTables;
    private final int expectedRows;
    private final FaultSlot faults;
    private final Map<TableName, Portion> portions = new LinkedHashMap<>();
    private @Nullable Portion last;

    /** Name of a table as an event gives it; null where it does not. */
    private record TableName(
            @Nullable String namespace, @Nullable String table) {}

    Portions(int maxTables, int expectedRows, FaultSlot faults) {
        this.maxTables = maxTables;
        this.expectedRows = expectedRows;
        this.faults = faults;
    }

    /** All portions, in order of appearance. */
    Iterable<Portion> all() {
        return portions.values();
    }

    /** The portion of a table; null, with a fault, if the table may not be one. */
    @Nullable
    Portion of(@Nullable String namespace, @Nullable String table) {
        Portion portion = last;
        if (portion == null
                || !Objects.equals(portion.namespace(), namespace)
                || !Objects.equals(portion.table(), table)) {
            TableName name = new TableName(namespace, table);
            portion = portions.get(name);
            if (portion == null && isLegal(name)) {
                portion = new Portion(namespace, table, expectedRows);
                portions.put(name, portion);
            }
            last = portion;
        }
        return portion;
    }

    private boolean isLegal(TableName name) {
        if (name.namespace() != null && !Names.isLegal(name.namespace())) {
            faults.refuse(ErrorCode.INVALID_NAME, "The namespace is not a legal name.", "namespace", null);
        } else if (name.table() != null && !Names.isLegal(name.table())) {
            faults.refuse(ErrorCode.INVALID_NAME, "The table is not a legal name.", "table", null);
        } else if (portions.size() >= maxTables) {
            faults.refuse(ErrorCode.TOO_LARGE, "The request names more than [" + maxTables + "] tables.", "", null);
        } else {
            return true;
        }
        return false;
    }
}
