package io.truenow.hottier.read;

import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.TableRef;
import java.util.List;
import java.util.UUID;

/**
 * What the hot tier knows of a table, as of one snapshot. Counts are exact: {@code logged = stored + duplicates + conflicting}.
 *
 * @param columns in the order in which they first appeared in the log
 * @param residentRows rows in memory
 * @param residentBytes their bytes, dictionaries included, duplicate store not
 * @param dedupBytes bytes of the duplicate store
 * @param segments number of segments in memory
 * @param minTimeMicros smallest resident event time; {@link Long#MAX_VALUE} without rows
 * @param maxTimeMicros largest resident event time; {@link Long#MIN_VALUE} without rows
 * @param watermarkMicros event time up to which the table is believed complete; {@link Long#MIN_VALUE} before the first event
 * @param incompleteBeforeMicros rows with event times before this may have left memory; {@link Long#MIN_VALUE} if none has
 * @param logged events in the log
 * @param stored events counted
 * @param duplicates events that repeated an id with equal content
 * @param conflicting events that repeated an id with other content
 * @param late events below the watermark when they came; stored all the same
 * @param stopped why a shard of the table stopped applying the log; empty if none has
 */
public record TableInfo(
        UUID tableId,
        TableRef ref,
        List<Column> columns,
        long residentRows,
        long residentBytes,
        long dedupBytes,
        int segments,
        long minTimeMicros,
        long maxTimeMicros,
        long watermarkMicros,
        long incompleteBeforeMicros,
        long logged,
        long stored,
        long duplicates,
        long conflicting,
        long late,
        Coverage coverage,
        String stopped) {

    /** Copies the list. */
    public TableInfo {
        columns = List.copyOf(columns);
    }

    /**
     * A column and its figures.
     *
     * @param nonNull resident rows with a value
     * @param distinct size of the dictionary of a dimension, an upper bound of its distinct values; -1 for a metric
     */
    public record Column(ColumnSpec spec, long nonNull, long distinct) {}
}
