package io.truenow.hottier.segment;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a segment that still grows, in log order. Small at first; arrays double, by replacement. One writer; readers have
 * {@link #view views}.
 */
final class GrowingChunk {

    private static final int SMALLEST = 16;

    private final int limit;
    private int capacity;
    private int rows;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;
    private long[] times;
    private int @Nullable [] revisions;
    private byte[] idBytes;
    private int[] idOffsets;
    private final Map<String, GrowingDimension> dimensions = new HashMap<>();
    private final Map<String, GrowingMetric> metrics = new HashMap<>();
    private final List<GrowingDimension> dimensionList = new ArrayList<>();
    private final List<GrowingMetric> metricList = new ArrayList<>();

    GrowingChunk(int limit, int expected) {
        this.limit = limit;
        this.capacity = Math.min(limit, Math.max(SMALLEST, expected));
        this.times = new long[capacity];
        this.idBytes = new byte[capacity * 8];
        this.idOffsets = new int[capacity + 1];
    }

    int rows() {
        return rows;
    }

    int room() {
        return limit - rows;
    }

    /** Appends picked rows {@code [from, from + count)} of a batch; there is room. */
    void append(EventColumns events, int[] picked, int from, int count, Function<String, Dictionary> dictionaries) {
        int end = rows + count;
        if (end > capacity) {
            capacity = Math.min(limit, Math.max(end, capacity * 2));
            times = Arrays.copyOf(times, capacity);
            idOffsets = Arrays.copyOf(idOffsets, capacity + 1);
        }
        appendTimes(events.eventTimesMicros(), picked, from, count);
        appendRevisions(events.revisions(), picked, from, count);
        appendIds(events.ids(), picked, from, count);
        for (EventColumn column : events.columns()) {
            switch (column) {
                case EventColumn.StringColumn s ->
                    growingDimension(s.name(), dictionaries)
                            .append(s, picked, from, count, rows, capacity, count == events.rows());
                case EventColumn.DoubleColumn d ->
                    growingDoubles(d.name()).append(d, picked, from, count, rows, capacity);
                case EventColumn.LongColumn n -> appendWholes(n, picked, from, count);
            }
        }
        rows = end;
    }

    private void appendTimes(long[] source, int[] picked, int from, int count) {
        long min = minTime;
        long max = maxTime;
        for (int i = 0; i < count; i++) {
            long time = source[picked[from + i]];
            times[rows + i] = time;
            min = Math.min(min, time);
            max = Math.max(max, time);
        }
        minTime = min;
        maxTime = max;
    }

    private void appendRevisions(int[] source, int[] picked, int from, int count) {
        int any = 0;
        for (int i = 0; i < count; i++) {
            any |= source[picked[from + i]];
        }
        int[] target = revisions;
        if (any == 0 && target == null) {
            return;
        }
        target = target == null
                ? new int[capacity]
                : target.length < rows + count ? Arrays.copyOf(target, capacity) : target;
        revisions = target;
        for (int i = 0; i < count; i++) {
            target[rows + i] = source[picked[from + i]];
        }
    }

    private void appendIds(ByteSlices ids, int[] picked, int from, int count) {
        int end = idOffsets[rows];
        int needed = end;
        for (int i = 0; i < count; i++) {
            needed = Math.addExact(needed, ids.length(picked[from + i]));
        }
        if (needed > idBytes.length) {
            idBytes = Arrays.copyOf(
                    idBytes, (int) Math.min(Integer.MAX_VALUE - 16L, Math.max(needed, idBytes.length * 2L)));
        }
        byte[] source = ids.bytes();
        for (int i = 0; i < count; i++) {
            int row = picked[from + i];
            int length = ids.length(row);
            System.arraycopy(source, ids.start(row), idBytes, end, length);
            end += length;
            idOffsets[rows + i + 1] = end;
        }
    }

    private GrowingDimension growingDimension(String name, Function<String, Dictionary> dictionaries) {
        GrowingDimension dimension = dimensions.get(name);
        if (dimension == null) {
            dimension = new GrowingDimension(name, dictionaries.apply(name), capacity);
            dimensions.put(name, dimension);
            dimensionList.add(dimension);
        }
        return dimension;
    }

    private void appendWholes(EventColumn.LongColumn column, int[] picked, int from, int count) {
        GrowingMetric metric = metrics.get(column.name());
        if (metric instanceof GrowingDoubles doubles && doubles.hasValues()) {
            doubles.append(column, picked, from, count, rows, capacity);
            return;
        }
        GrowingWholes wholes =
                metric instanceof GrowingWholes same ? same : put(metric, new GrowingWholes(column.name(), capacity));
        wholes.append(column, picked, from, count, rows, capacity);
    }

    /** A metric of doubles, be it that whole numbers become such. */
    private GrowingDoubles growingDoubles(String name) {
        GrowingMetric metric = metrics.get(name);
        return switch (metric) {
            case null -> put(null, new GrowingDoubles(name, capacity));
            case GrowingDoubles doubles -> doubles;
            case GrowingWholes wholes -> put(wholes, wholes.toDoubles(capacity));
        };
    }

    private <M extends GrowingMetric> M put(@Nullable GrowingMetric before, M metric) {
        metrics.put(metric.name(), metric);
        if (before == null) {
            metricList.add(metric);
        } else {
            metricList.set(metricList.indexOf(before), metric);
        }
        return metric;
    }

    /** A growing chunk with the rows of one that was read from a checkpoint. */
    static GrowingChunk restore(Chunk source, int limit) {
        GrowingChunk chunk = new GrowingChunk(limit, source.rows());
        int rows = source.rows();
        source.times().copy(0, rows, chunk.times);
        ByteSlices ids = source.origins().page(source.ordinals().first()).slices();
        chunk.idBytes = Arrays.copyOf(ids.bytes(), Math.max(64, ids.offsets()[rows]));
        System.arraycopy(ids.offsets(), 0, chunk.idOffsets, 0, rows + 1);
        int[] revisions = source.revisions();
        chunk.revisions = revisions == null ? null : Arrays.copyOf(revisions, chunk.capacity);
        for (Dimension dimension : source.ownDimensions()) {
            chunk.growingDimension(
                            dimension.name(), name -> dimension.dictionary().identity())
                    .restore(dimension, rows);
        }
        for (Metric metric : source.ownMetrics()) {
            if (metric.whole()) {
                chunk.put(null, new GrowingWholes(metric.name(), chunk.capacity))
                        .restore(metric, rows);
            } else {
                chunk.growingDoubles(metric.name()).restore(metric, rows);
            }
        }
        chunk.minTime = source.minTimeMicros();
        chunk.maxTime = source.maxTimeMicros();
        chunk.rows = rows;
        return chunk;
    }

    ByteSlices ids() {
        return new ByteSlices(idBytes, idOffsets, rows);
    }

    long time(int row) {
        return times[row];
    }

    int revision(int row) {
        return revisions == null ? 0 : revisions[row];
    }

    boolean hasRevisions() {
        return revisions != null;
    }

    List<GrowingDimension> dimensions() {
        return dimensionList;
    }

    List<GrowingMetric> metrics() {
        return metricList;
    }

    @Nullable
    GrowingDimension dimension(String name) {
        return dimensions.get(name);
    }

    @Nullable
    GrowingMetric metric(String name) {
        return metrics.get(name);
    }

    Chunk view(int firstOrdinal, Origins origins) {
        List<Dimension> dimensionViews = new ArrayList<>(dimensionList.size());
        for (GrowingDimension dimension : dimensionList) {
            if (dimension.hasValues()) {
                dimensionViews.add(dimension.view(rows));
            }
        }
        List<Metric> metricViews = new ArrayList<>(metricList.size());
        for (GrowingMetric metric : metricList) {
            if (metric.hasValues()) {
                metricViews.add(metric.view(rows));
            }
        }
        return new Chunk(
                rows,
                minTime,
                maxTime,
                new RowTimes.Wide(times),
                revisions,
                RowOrdinals.inLogOrder(firstOrdinal),
                origins,
                List.copyOf(dimensionViews),
                List.copyOf(metricViews));
    }
}
