package io.truenow.command.ingest;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks well-formed events against their table: columns within the quota, types, retention. Refuses events, never more than those
 * that offend. What a table has is looked up once per column of a batch, not per event. Not thread-safe; one per command.
 */
final class EventScreen {

    private final int maxColumns;
    private final Map<ColumnSpec.Key, ColumnType> present = new HashMap<>();
    private final Map<ColumnSpec.Key, ColumnSpec> added = new LinkedHashMap<>();
    private int newNames;
    private final long oldestMicros;

    EventScreen(@Nullable TableDescriptor table, TableSettings settings, int maxColumns, long nowMicros) {
        this.maxColumns = maxColumns;
        if (table != null) {
            table.columns().forEach(column -> present.put(column.key(), column.type()));
        }
        this.oldestMicros = settings.retentionMicros() == TableSettings.UNBOUNDED
                ? Long.MIN_VALUE
                : nowMicros - settings.retentionMicros();
    }

    /** Looks at a request: refuses rows in its tally, and notes the columns that the others add. */
    void check(RequestTally tally) {
        EventColumns events = tally.events();
        if (oldestMicros != Long.MIN_VALUE) {
            refuseOld(tally, events);
        }
        for (EventColumn column : events.columns()) {
            ColumnSpec spec = column.spec();
            ColumnSpec noted = added.get(spec.key());
            if (noted != null && covers(noted.type(), spec.type())) {
                tally.addsColumns();
            } else if (!covers(present.get(spec.key()), spec.type())) {
                newColumn(tally, column, spec);
            }
        }
    }

    /** Columns that the table lacks, in order of appearance. */
    List<ColumnSpec> added() {
        return List.copyOf(added.values());
    }

    private static boolean covers(@Nullable ColumnType known, ColumnType wanted) {
        return known != null && ColumnType.widest(known, wanted) == known;
    }

    private void refuseOld(RequestTally tally, EventColumns events) {
        for (int row = 0; row < events.rows(); row++) {
            if (events.eventTimesMicros()[row] < oldestMicros) {
                tally.refuse(
                        row,
                        ErrorCode.TOO_OLD,
                        "The event is older than the retention of its table.",
                        "event_time",
                        "The table takes events from " + oldestMicros + " on.");
            }
        }
    }

    private void newColumn(RequestTally tally, EventColumn column, ColumnSpec spec) {
        boolean isNew = !present.containsKey(spec.key()) && !added.containsKey(spec.key());
        if (!isNew || present.size() + newNames < maxColumns) {
            if (hasValue(tally, column)) {
                added.put(spec.key(), spec);
                newNames += isNew ? 1 : 0;
                tally.addsColumns();
            }
            return;
        }
        String field = (spec.role() == ColumnRole.DIMENSION ? "dimensions/" : "metrics/") + Fault.token(spec.name());
        for (int row = 0; row < tally.events().rows(); row++) {
            if (!column.isNull(row)) {
                tally.refuse(
                        row,
                        ErrorCode.COLUMN_LIMIT,
                        "The table has its [" + maxColumns + "] columns already.",
                        field,
                        null);
            }
        }
    }

    private static boolean hasValue(RequestTally tally, EventColumn column) {
        for (int row = 0; row < tally.events().rows(); row++) {
            if (!column.isNull(row) && !tally.isRefused(row)) {
                return true;
            }
        }
        return false;
    }
}
