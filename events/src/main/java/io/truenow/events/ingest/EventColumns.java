package io.truenow.events.ingest;

import io.truenow.events.catalog.ColumnSpec;
import java.util.List;

/**
 * Events in columns. Immutable by contract: arrays are shared, may be longer than {@code rows}, and nobody writes to them.
 *
 * @param rows number of events
 * @param ids event ids in UTF-8
 * @param revisions stored with the event, no part of its identity
 * @param eventTimesMicros when it happened, in microseconds since 1970
 * @param contentHashes 64-bit hash over time, dimensions and metrics, independent of column order; see {@link ContentHash}
 * @param columns dimensions and metrics; each has at least one value that is not null, (role, name) is unique
 */
public record EventColumns(
        int rows,
        ByteSlices ids,
        int[] revisions,
        long[] eventTimesMicros,
        long[] contentHashes,
        List<EventColumn> columns) {

    /** Copies the list of columns and checks lengths. */
    public EventColumns {
        columns = List.copyOf(columns);
        if (rows < 0
                || ids.size() != rows
                || revisions.length < rows
                || eventTimesMicros.length < rows
                || contentHashes.length < rows) {
            throw new IllegalArgumentException("Columns of different lengths.");
        }
    }

    /** Columns with the content hashes that follow from them. */
    public static EventColumns hashed(
            int rows, ByteSlices ids, int[] revisions, long[] eventTimesMicros, List<EventColumn> columns) {
        long[] hashes = new long[rows];
        for (int row = 0; row < rows; row++) {
            hashes[row] = ContentHash.time(eventTimesMicros[row]);
        }
        columns.forEach(column -> ContentHash.add(column, rows, hashes));
        return new EventColumns(rows, ids, revisions, eventTimesMicros, hashes, columns);
    }

    /** Names, roles and types of the columns. */
    public List<ColumnSpec> specs() {
        return columns.stream().map(EventColumn::spec).toList();
    }

    /** Bytes in memory, roughly. */
    public long heapBytes() {
        long bytes = ids.heapBytes() + revisions.length * 4L + eventTimesMicros.length * 8L + contentHashes.length * 8L;
        for (EventColumn column : columns) {
            bytes += switch (column) {
                case EventColumn.StringColumn s ->
                    s.codes().length * 4L + s.dictionary().heapBytes();
                case EventColumn.DoubleColumn d -> d.values().length * 8L;
                case EventColumn.LongColumn n -> n.values().length * 8L;
            };
        }
        return bytes;
    }

    /** The rows {@code [from, to)}, copied. */
    public EventColumns slice(int from, int to) {
        return new EventColumnsBuilder(to - from).appendAll(this, from, to).build();
    }
}
