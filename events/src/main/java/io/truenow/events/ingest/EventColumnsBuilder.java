package io.truenow.events.ingest;

import io.truenow.events.catalog.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers events into columns without an object per event: a decoder begins a row, sets its parts from its own buffers and ends
 * the row, or abandons it, after which nothing of it remains. Not thread-safe; after {@link #build()} the builder is spent.
 *
 * <p>Cost: a dimension value is one hash and one look-up in the column's dictionary; a new column is found by a linear look at
 * the names, starting where the last row's column stood, so that rows of one shape find each column at once.
 */
public final class EventColumnsBuilder {

    private int rows;
    private boolean inRow;
    private final ByteSlicesBuilder ids;
    private int[] revisions;
    private long[] times;
    private final List<DimensionBuilder> dimensions = new ArrayList<>();
    private final List<MetricBuilder> metrics = new ArrayList<>();
    private final List<WholeBuilder> wholes = new ArrayList<>();
    private int nextDimension;
    private int nextMetric;
    private int dimensionsBeforeRow;
    private int metricsBeforeRow;

    /** A builder that expects about {@code expectedRows} events. */
    public EventColumnsBuilder(int expectedRows) {
        int capacity = Math.max(1, expectedRows);
        ids = new ByteSlicesBuilder(capacity * 16, capacity);
        revisions = new int[capacity];
        times = new long[capacity];
    }

    /** Number of ended rows. */
    public int rows() {
        return rows;
    }

    /** Rough size of what {@link #build()} will hold, in bytes of the stored form. */
    public long approximateBytes() {
        long bytes = ids.end() + rows * 18L;
        for (DimensionBuilder d : dimensions) {
            bytes += d.approximateBytes(rows);
        }
        return bytes + metrics.size() * 8L * rows;
    }

    /** Number of dimensions and metrics seen so far. */
    public int columns() {
        return dimensions.size() + metrics.size();
    }

    /** Number of dimensions seen so far; their column numbers are below it. */
    public int dimensions() {
        return dimensions.size();
    }

    /** Number of metrics seen so far; their column numbers are below it. */
    public int metrics() {
        return metrics.size();
    }

    /** Begins a row; id and time must follow before {@link #endRow()}. */
    public void beginRow() {
        if (inRow) {
            throw new IllegalStateException("The row before has not ended.");
        }
        inRow = true;
        nextDimension = 0;
        nextMetric = 0;
        dimensionsBeforeRow = dimensions.size();
        metricsBeforeRow = metrics.size();
        if (rows == times.length) {
            int capacity = rows * 2;
            times = Arrays.copyOf(times, capacity);
            revisions = Arrays.copyOf(revisions, capacity);
        }
        times[rows] = 0;
        revisions[rows] = 0;
    }

    /** Event id of the row, UTF-8. */
    public void id(byte[] utf8, int from, int length) {
        ids.put(rows, utf8, from, length);
    }

    /** Event time of the row, in microseconds since 1970. */
    public void eventTimeMicros(long micros) {
        times[rows] = micros;
    }

    /** Revision of the row; 0 unless said. */
    public void revision(int revision) {
        revisions[rows] = revision;
    }

    /** Column number of a dimension, made if new. Numbers stay valid until the row that made the column is abandoned. */
    public int dimension(byte[] name, int from, int length) {
        int found = findDimension(name, from, length);
        if (found < 0) {
            found = dimensions.size();
            dimensions.add(new DimensionBuilder(
                    Arrays.copyOfRange(name, from, from + length), ColumnType.STRING, times.length));
        }
        return found;
    }

    /** Column number of a dimension, or -1 if there is none of that name. */
    public int findDimension(byte[] name, int from, int length) {
        int size = dimensions.size();
        for (int k = 0; k < size; k++) {
            int i = nextDimension + k < size ? nextDimension + k : nextDimension + k - size;
            if (dimensions.get(i).isNamed(name, from, length)) {
                nextDimension = i + 1 < size ? i + 1 : 0;
                return i;
            }
        }
        return -1;
    }

    /** Column number of a metric, made if new. Numbers stay valid until the row that made the column is abandoned. */
    public int metric(byte[] name, int from, int length) {
        int found = findMetric(name, from, length);
        if (found < 0) {
            found = metrics.size();
            metrics.add(new MetricBuilder(Arrays.copyOfRange(name, from, from + length), times.length));
        }
        return found;
    }

    /** Column number of a metric, or -1 if there is none of that name. */
    public int findMetric(byte[] name, int from, int length) {
        int size = metrics.size();
        for (int k = 0; k < size; k++) {
            int i = nextMetric + k < size ? nextMetric + k : nextMetric + k - size;
            if (metrics.get(i).isNamed(name, from, length)) {
                nextMetric = i + 1 < size ? i + 1 : 0;
                return i;
            }
        }
        return -1;
    }

    /** Whether the row has a value in the dimension already. */
    public boolean hasDimension(int column) {
        return dimensions.get(column).has(rows);
    }

    /** Whether the row has a value in the metric already. */
    public boolean hasMetric(int column) {
        return metrics.get(column).has(rows);
    }

    /** Sets a dimension of the row; the last call wins. */
    public void setDimension(int column, byte[] utf8, int from, int length) {
        DimensionBuilder d = dimensions.get(column);
        d.set(rows, d.code(utf8, from, length));
    }

    /**
     * Sets a dimension of the row to a value that was not sent as a text.
     *
     * @param kind a {@link SentAs}
     */
    public void setDimension(int column, byte[] utf8, int from, int length, byte kind) {
        DimensionBuilder d = dimensions.get(column);
        d.set(rows, d.code(utf8, from, length), kind);
    }

    /** Sets a metric of the row to a whole number beyond 2^53. */
    public void setWhole(int column, long value) {
        metrics.get(column).setWhole(rows, value);
    }

    /** Sets a metric of the row; the last call wins. The value is finite. */
    public void setMetric(int column, double value) {
        metrics.get(column).set(rows, value);
    }

    /** Ends the row, which then counts. */
    public void endRow() {
        if (!inRow || ids.size() != rows + 1) {
            throw new IllegalStateException("A row needs an id before it ends.");
        }
        inRow = false;
        rows++;
    }

    /**
     * Forgets the row that was begun, and the columns that it made; dictionary entries that only it used are dropped by
     * {@link #build()}. Nothing happens outside of a row.
     */
    public void abandonRow() {
        if (!inRow) {
            return;
        }
        inRow = false;
        ids.truncate(rows);
        dimensions.subList(dimensionsBeforeRow, dimensions.size()).clear();
        metrics.subList(metricsBeforeRow, metrics.size()).clear();
        nextDimension = 0;
        nextMetric = 0;
        for (DimensionBuilder d : dimensions) {
            d.truncate(rows);
        }
        for (MetricBuilder m : metrics) {
            m.truncate(rows);
        }
    }

    /** Moves the row that was begun, as far as it is set, to another builder, where it is begun and not ended. */
    public void moveRowTo(EventColumnsBuilder target) {
        target.beginRow();
        if (ids.size() > rows) {
            ids.copyTo(rows, target.ids);
        }
        target.eventTimeMicros(times[rows]);
        target.revision(revisions[rows]);
        for (DimensionBuilder d : dimensions) {
            d.copyTo(rows, target);
        }
        for (MetricBuilder m : metrics) {
            m.copyTo(rows, target);
        }
        abandonRow();
    }

    /** Appends rows {@code [from, to)} of other columns. Not inside of a row. */
    public EventColumnsBuilder appendAll(EventColumns other, int from, int to) {
        if (inRow) {
            throw new IllegalStateException("The row before has not ended.");
        }
        int base = rows;
        int count = to - from;
        if (times.length < base + count) {
            int capacity = Math.max(base + count, times.length * 2);
            times = Arrays.copyOf(times, capacity);
            revisions = Arrays.copyOf(revisions, capacity);
        }
        System.arraycopy(other.eventTimesMicros(), from, times, base, count);
        System.arraycopy(other.revisions(), from, revisions, base, count);
        ByteSlices otherIds = other.ids();
        for (int i = 0; i < count; i++) {
            ids.put(base + i, otherIds.bytes(), otherIds.start(from + i), otherIds.length(from + i));
        }
        for (EventColumn column : other.columns()) {
            switch (column) {
                case EventColumn.StringColumn s -> dimension(s).append(s, from, base, count);
                case EventColumn.LongColumn n -> whole(n).append(n, from, base, count);
                case EventColumn.DoubleColumn m -> metric(m.name()).append(m, from, base, count);
            }
        }
        rows = base + count;
        return this;
    }

    private DimensionBuilder dimension(EventColumn.StringColumn column) {
        byte[] utf8 = column.name().getBytes(StandardCharsets.UTF_8);
        int found = findDimension(utf8, 0, utf8.length);
        if (found < 0) {
            dimensions.add(new DimensionBuilder(utf8, column.type(), times.length));
            return dimensions.getLast();
        }
        return dimensions.get(found);
    }

    private WholeBuilder whole(EventColumn.LongColumn column) {
        for (WholeBuilder whole : wholes) {
            if (whole.is(column)) {
                return whole;
            }
        }
        wholes.add(new WholeBuilder(column.name(), column.type(), times.length));
        return wholes.getLast();
    }

    private MetricBuilder metric(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return metrics.get(metric(utf8, 0, utf8.length));
    }

    /** The ended rows, with their content hashes; columns without a value are left out. */
    public EventColumns build() {
        if (inRow) {
            abandonRow();
        }
        long[] hashes = new long[rows];
        for (int i = 0; i < rows; i++) {
            hashes[i] = ContentHash.time(times[i]);
        }
        List<EventColumn> columns = new ArrayList<>(dimensions.size() + metrics.size());
        for (DimensionBuilder d : dimensions) {
            EventColumn.StringColumn column = d.build(rows, hashes);
            if (column != null) {
                columns.add(column);
            }
        }
        for (MetricBuilder m : metrics) {
            EventColumn.DoubleColumn column = m.build(rows, hashes);
            if (column != null) {
                columns.add(column);
            }
        }
        for (WholeBuilder w : wholes) {
            EventColumn.LongColumn column = w.build(rows, hashes);
            if (column != null) {
                columns.add(column);
            }
        }
        return new EventColumns(rows, ids.slices(), revisions, times, hashes, columns);
    }
}
