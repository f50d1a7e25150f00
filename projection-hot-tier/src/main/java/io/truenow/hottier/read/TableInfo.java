package io.truenow.hottier.read;

import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the hot tier knows of a table, as of one snapshot. Counts are exact: {@code logged = stored + duplicates + conflicting}.
 *
 * @param columns in the order in which they first appeared in the log
 * @param residentRows rows in memory
 * @param residentBytes their bytes, dictionaries included, duplicate store not
 * @param dedupBytes bytes of the duplicate store
 * @param segments number of segments in memory
 * @param segmentBytes bytes of the segments alone; what {@code residentBytes} has beyond them are shared dictionaries
 * @param builtIn bytes of what every row has, within {@code segmentBytes}
 * @param minTimeMicros smallest resident event time; {@link Long#MAX_VALUE} without rows
 * @param maxTimeMicros largest resident event time; {@link Long#MIN_VALUE} without rows
 * @param watermarkMicros event time up to which the table is believed complete; {@link Long#MIN_VALUE} before the first event
 * @param incompleteBeforeMicros rows with event times before this may have left memory; {@link Long#MIN_VALUE} if none has
 * @param logged events in the log
 * @param stored events counted
 * @param duplicates events that repeated an id with equal content
 * @param conflicting events that repeated an id with other content
 * @param late events below the watermark when they came; stored all the same
 * @param settings set when the table was created
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
        long segmentBytes,
        BuiltIn builtIn,
        long minTimeMicros,
        long maxTimeMicros,
        long watermarkMicros,
        long incompleteBeforeMicros,
        long logged,
        long stored,
        long duplicates,
        long conflicting,
        long late,
        TableSettings settings,
        Coverage coverage,
        String stopped) {

    /** Copies the list. */
    public TableInfo {
        columns = List.copyOf(columns);
    }

    /**
     * Bytes of what every row has.
     *
     * @param ids event ids
     * @param times event times
     * @param origins log positions, ingest times, revisions
     */
    public record BuiltIn(long ids, long times, long origins) {}

    /**
     * A column and its figures, known without reading a row.
     *
     * @param spec with the widest of the types that its rows came with
     * @param nonNull resident rows with a value
     * @param distinct texts in the dictionaries of a dimension, an upper bound of its distinct values; -1 for a metric
     * @param distinctExact whether {@code distinct} is the number of distinct resident values
     * @param min smallest value, a {@code Double}, a {@code Long} for a column of whole numbers, or a {@code String} by code points; null without a value
     * @param max largest value, likewise
     * @param extremesExact whether {@code min} and {@code max} are those of the resident rows; else they hold those of evicted rows too
     * @param bytes of its values in memory, dictionaries included
     */
    public record Column(
            ColumnSpec spec,
            long nonNull,
            long distinct,
            boolean distinctExact,
            @Nullable Object min,
            @Nullable Object max,
            boolean extremesExact,
            long bytes) {}
}
