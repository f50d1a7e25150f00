package io.truenow.events.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final Bytes ids;
    private int[] revisions;
    private long[] times;
    private final List<Dimension> dimensions = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();
    private int nextDimension;
    private int nextMetric;
    private int dimensionsBeforeRow;
    private int metricsBeforeRow;

    /** A builder that expects about {@code expectedRows} events. */
    public EventColumnsBuilder(int expectedRows) {
        int capacity = Math.max(1, expectedRows);
        ids = new Bytes(capacity * 16, capacity);
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
        for (Dimension d : dimensions) {
            bytes += d.values.end() + rows * (d.values.size < 256 ? 1L : d.values.size < 65_536 ? 2L : 4L);
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
        int size = dimensions.size();
        for (int k = 0; k < size; k++) {
            int i = nextDimension + k < size ? nextDimension + k : nextDimension + k - size;
            if (same(dimensions.get(i).name, name, from, length)) {
                nextDimension = i + 1 < size ? i + 1 : 0;
                return i;
            }
        }
        dimensions.add(new Dimension(Arrays.copyOfRange(name, from, from + length), times.length));
        return size;
    }

    /** Column number of a metric, made if new. Numbers stay valid until the row that made the column is abandoned. */
    public int metric(byte[] name, int from, int length) {
        int size = metrics.size();
        for (int k = 0; k < size; k++) {
            int i = nextMetric + k < size ? nextMetric + k : nextMetric + k - size;
            if (same(metrics.get(i).name, name, from, length)) {
                nextMetric = i + 1 < size ? i + 1 : 0;
                return i;
            }
        }
        metrics.add(new Metric(Arrays.copyOfRange(name, from, from + length), times.length));
        return size;
    }

    /** Whether the row has a value in the dimension already. */
    public boolean hasDimension(int column) {
        Dimension d = dimensions.get(column);
        return d.filled > rows && d.codes[rows] >= 0;
    }

    /** Whether the row has a value in the metric already. */
    public boolean hasMetric(int column) {
        Metric m = metrics.get(column);
        return m.filled > rows && !m.isNull(rows);
    }

    /** Sets a dimension of the row; the last call wins. */
    public void setDimension(int column, byte[] utf8, int from, int length) {
        Dimension d = dimensions.get(column);
        d.set(rows, d.code(utf8, from, length));
    }

    /** Sets a metric of the row; the last call wins. The value is finite. */
    public void setMetric(int column, double value) {
        metrics.get(column).set(rows, value);
    }

    /** Ends the row, which then counts. */
    public void endRow() {
        if (!inRow || ids.size != rows + 1) {
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
        for (Dimension d : dimensions) {
            d.filled = Math.min(d.filled, rows);
        }
        for (Metric m : metrics) {
            m.truncate(rows);
        }
    }

    /** Moves the row that was begun, as far as it is set, to another builder, where it is begun and not ended. */
    public void moveRowTo(EventColumnsBuilder target) {
        target.beginRow();
        if (ids.size > rows) {
            target.id(ids.bytes, ids.offsets[rows], ids.offsets[rows + 1] - ids.offsets[rows]);
        }
        target.eventTimeMicros(times[rows]);
        target.revision(revisions[rows]);
        for (Dimension d : dimensions) {
            if (d.filled > rows && d.codes[rows] >= 0) {
                int start = d.values.offsets[d.codes[rows]];
                int length = d.values.offsets[d.codes[rows] + 1] - start;
                target.setDimension(target.dimension(d.name, 0, d.name.length), d.values.bytes, start, length);
            }
        }
        for (Metric m : metrics) {
            if (m.filled > rows && !m.isNull(rows)) {
                target.setMetric(target.metric(m.name, 0, m.name.length), m.values[rows]);
            }
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
                case EventColumn.StringColumn s -> appendDimension(s, from, base, count);
                case EventColumn.DoubleColumn m -> appendMetric(m, from, base, count);
            }
        }
        rows = base + count;
        return this;
    }

    private void appendDimension(EventColumn.StringColumn s, int from, int base, int count) {
        byte[] name = s.name().getBytes(StandardCharsets.UTF_8);
        Dimension d = dimensions.get(dimension(name, 0, name.length));
        ByteSlices values = s.dictionary();
        int[] mapped = new int[values.size()];
        Arrays.fill(mapped, -1);
        for (int i = 0; i < count; i++) {
            int code = s.codes()[from + i];
            if (code >= 0) {
                if (mapped[code] < 0) {
                    mapped[code] = d.code(values.bytes(), values.start(code), values.length(code));
                }
                d.set(base + i, mapped[code]);
            }
        }
    }

    private void appendMetric(EventColumn.DoubleColumn column, int from, int base, int count) {
        byte[] name = column.name().getBytes(StandardCharsets.UTF_8);
        Metric m = metrics.get(metric(name, 0, name.length));
        for (int i = 0; i < count; i++) {
            if (!column.isNull(from + i)) {
                m.set(base + i, column.values()[from + i]);
            }
        }
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
        for (Dimension d : dimensions) {
            EventColumn.StringColumn column = d.build(rows, hashes);
            if (column != null) {
                columns.add(column);
            }
        }
        for (Metric m : metrics) {
            EventColumn.DoubleColumn column = m.build(rows, hashes);
            if (column != null) {
                columns.add(column);
            }
        }
        return new EventColumns(rows, ids.slices(), revisions, times, hashes, columns);
    }

    private static boolean same(byte[] a, byte[] b, int from, int length) {
        return a.length == length && Arrays.equals(a, 0, length, b, from, from + length);
    }

    /** Growing byte strings. */
    private static final class Bytes {
        private byte[] bytes;
        private int[] offsets;
        private int size;

        Bytes(int bytes, int items) {
            this.bytes = new byte[Math.max(16, bytes)];
            this.offsets = new int[items + 1];
        }

        int end() {
            return offsets[size];
        }

        void put(int index, byte[] source, int from, int length) {
            truncate(index);
            int start = offsets[index];
            if (bytes.length < start + length) {
                bytes = Arrays.copyOf(bytes, Math.max(start + length, bytes.length * 2));
            }
            if (offsets.length < index + 2) {
                offsets = Arrays.copyOf(offsets, (index + 2) * 2);
            }
            System.arraycopy(source, from, bytes, start, length);
            offsets[index + 1] = start + length;
            size = index + 1;
        }

        void truncate(int newSize) {
            size = Math.min(size, newSize);
        }

        ByteSlices slices() {
            return new ByteSlices(bytes, offsets, size);
        }
    }

    /** A dimension under construction; rows from {@code filled} on are null. */
    private static final class Dimension {
        private final byte[] name;
        private int[] codes;
        private int filled;
        private final Bytes values = new Bytes(64, 8);
        private long[] valueHashes = new long[8];
        private int[] table = new int[16];

        Dimension(byte[] name, int capacity) {
            this.name = name;
            this.codes = new int[capacity];
        }

        void set(int row, int code) {
            if (row >= codes.length) {
                codes = Arrays.copyOf(codes, Math.max(row + 1, codes.length * 2));
            }
            while (filled < row) {
                codes[filled++] = -1;
            }
            codes[row] = code;
            filled = Math.max(filled, row + 1);
        }

        int code(byte[] utf8, int from, int length) {
            long hash = ContentHash.ofBytes(utf8, from, length);
            int mask = table.length - 1;
            int slot = (int) hash & mask;
            while (table[slot] != 0) {
                int code = table[slot] - 1;
                if (valueHashes[code] == hash && matches(code, utf8, from, length)) {
                    return code;
                }
                slot = slot + 1 & mask;
            }
            int code = values.size;
            values.put(code, utf8, from, length);
            if (code == valueHashes.length) {
                valueHashes = Arrays.copyOf(valueHashes, code * 2);
            }
            valueHashes[code] = hash;
            table[slot] = code + 1;
            if (values.size * 2 > table.length) {
                rehash();
            }
            return code;
        }

        private boolean matches(int code, byte[] utf8, int from, int length) {
            int start = values.offsets[code];
            return values.offsets[code + 1] - start == length
                    && Arrays.equals(values.bytes, start, start + length, utf8, from, from + length);
        }

        private void rehash() {
            table = new int[table.length * 4];
            int mask = table.length - 1;
            for (int code = 0; code < values.size; code++) {
                int slot = (int) valueHashes[code] & mask;
                while (table[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                table[slot] = code + 1;
            }
        }

        EventColumn.@Nullable StringColumn build(int rows, long[] hashes) {
            if (rows > codes.length) {
                codes = Arrays.copyOf(codes, rows);
            }
            while (filled < rows) {
                codes[filled++] = -1;
            }
            int[] used = new int[values.size];
            long seed = ContentHash.dimensionSeed(name);
            int distinct = 0;
            for (int row = 0; row < rows; row++) {
                int code = codes[row];
                if (code >= 0) {
                    hashes[row] += ContentHash.term(seed, valueHashes[code]);
                    if (used[code]++ == 0) {
                        distinct++;
                    }
                }
            }
            if (distinct == 0) {
                return null;
            }
            ByteSlices dictionary = values.slices();
            if (distinct < values.size) {
                dictionary = compact(rows, used);
            }
            return new EventColumn.StringColumn(new String(name, StandardCharsets.UTF_8), codes, dictionary);
        }

        private ByteSlices compact(int rows, int[] used) {
            Bytes kept = new Bytes(values.end(), values.size);
            int[] mapped = new int[values.size];
            for (int code = 0; code < values.size; code++) {
                if (used[code] > 0) {
                    mapped[code] = kept.size;
                    int start = values.offsets[code];
                    kept.put(kept.size, values.bytes, start, values.offsets[code + 1] - start);
                }
            }
            for (int row = 0; row < rows; row++) {
                if (codes[row] >= 0) {
                    codes[row] = mapped[codes[row]];
                }
            }
            return kept.slices();
        }
    }

    /** A metric under construction; rows from {@code filled} on are null. */
    private static final class Metric {
        private final byte[] name;
        private double[] values;
        private long[] nulls;
        private int filled;

        Metric(byte[] name, int capacity) {
            this.name = name;
            this.values = new double[capacity];
            this.nulls = new long[(capacity >> 6) + 1];
        }

        boolean isNull(int row) {
            return (nulls[row >> 6] >>> row & 1L) != 0;
        }

        void set(int row, double value) {
            fillTo(row);
            values[row] = value;
            nulls[row >> 6] &= ~(1L << row);
            filled = Math.max(filled, row + 1);
        }

        private void fillTo(int row) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, Math.max(row + 1, values.length * 2));
            }
            if (row >> 6 >= nulls.length) {
                nulls = Arrays.copyOf(nulls, (values.length >> 6) + 1);
            }
            while (filled < row) {
                values[filled] = 0;
                nulls[filled >> 6] |= 1L << filled;
                filled++;
            }
        }

        void truncate(int rows) {
            if (filled > rows) {
                filled = rows;
                nulls[rows >> 6] &= ~(1L << rows);
            }
        }

        EventColumn.@Nullable DoubleColumn build(int rows, long[] hashes) {
            if (rows == 0) {
                return null;
            }
            fillTo(rows - 1);
            if (filled < rows) {
                values[rows - 1] = 0;
                nulls[rows - 1 >> 6] |= 1L << (rows - 1);
                filled = rows;
            }
            long seed = ContentHash.metricSeed(name);
            int present = 0;
            for (int row = 0; row < rows; row++) {
                if (!isNull(row)) {
                    hashes[row] += ContentHash.term(seed, Double.doubleToRawLongBits(values[row]));
                    present++;
                }
            }
            if (present == 0) {
                return null;
            }
            return new EventColumn.DoubleColumn(
                    new String(name, StandardCharsets.UTF_8), values, present == rows ? null : nulls);
        }
    }
}
