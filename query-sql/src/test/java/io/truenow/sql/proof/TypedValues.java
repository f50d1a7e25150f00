package io.truenow.sql.proof;

import io.truenow.events.catalog.ColumnType;
import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns {@code w}, {@code t} and {@code m} of a table: whole numbers, booleans and moments, as a schema types them. */
final class TypedValues {

    private static final ByteSlices BOOLEANS =
            new ByteSlices("truefalse".getBytes(StandardCharsets.US_ASCII), new int[] {0, 4, 9}, 2);

    private final long[] wholes;
    private final long[] moments;
    private final int[] truths;
    private final long[] noWhole;
    private final long[] noMoment;

    TypedValues(int rows) {
        wholes = new long[rows];
        moments = new long[rows];
        truths = new int[rows];
        noWhole = new long[(rows + 63) / 64];
        noMoment = new long[(rows + 63) / 64];
    }

    void set(int row, @Nullable Long whole, @Nullable Boolean truth, @Nullable Long momentMicros) {
        truths[row] = truth == null ? -1 : truth ? 0 : 1;
        set(row, whole, wholes, noWhole);
        set(row, momentMicros, moments, noMoment);
    }

    private static void set(int row, @Nullable Long value, long[] values, long[] nulls) {
        if (value == null) {
            nulls[row >> 6] |= 1L << row;
        } else {
            values[row] = value;
        }
    }

    /** Events with these columns behind their own. */
    EventColumns beside(EventColumns events) {
        List<EventColumn> columns = new ArrayList<>(events.columns());
        columns.add(new EventColumn.LongColumn("w", ColumnType.LONG, wholes, noWhole));
        columns.add(new EventColumn.StringColumn("t", ColumnType.BOOLEAN, truths, BOOLEANS, null));
        columns.add(new EventColumn.LongColumn("m", ColumnType.TIMESTAMP, moments, noMoment));
        return EventColumns.hashed(
                events.rows(),
                events.ids(),
                Arrays.copyOf(events.revisions(), events.rows()),
                events.eventTimesMicros(),
                columns);
    }
}
