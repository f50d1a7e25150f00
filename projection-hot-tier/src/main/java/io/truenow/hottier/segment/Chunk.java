package io.truenow.hottier.segment;

import io.truenow.hottier.ids.IdPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a segment, in whatever forms their columns have; immutable. */
record Chunk(
        int rows,
        long minTimeMicros,
        long maxTimeMicros,
        RowTimes times,
        int @Nullable [] revisions,
        RowOrdinals ordinals,
        Origins origins,
        List<Dimension> ownDimensions,
        List<Metric> ownMetrics)
        implements ChunkView {

    @Override
    public void eventTimes(int from, int count, long[] target) {
        times.copy(from, count, target);
    }

    @Override
    public void ingestTimes(int from, int count, long[] target) {
        Runs runs = origins.runs();
        int run = 0;
        for (int i = 0; i < count; i++) {
            run = runs.locate(ordinals.of(from + i), run);
            target[i] = runs.ingestTimes()[run];
        }
    }

    @Override
    public void revisions(int from, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = revisions == null ? 0 : revisions[from + i];
        }
    }

    @Override
    public int partition() {
        return origins.partition();
    }

    @Override
    public void offsets(int from, int count, long[] target) {
        Runs runs = origins.runs();
        int run = 0;
        for (int i = 0; i < count; i++) {
            run = runs.locate(ordinals.of(from + i), run);
            target[i] = runs.offsets()[run];
        }
    }

    @Override
    public void indexes(int from, int count, long[] target) {
        Runs runs = origins.runs();
        int run = 0;
        for (int i = 0; i < count; i++) {
            int ordinal = ordinals.of(from + i);
            run = runs.locate(ordinal, run);
            target[i] = runs.index(ordinal, run);
        }
    }

    @Override
    public String eventId(int row) {
        int ordinal = ordinals.of(row);
        return origins.page(ordinal).text(origins.place(ordinal));
    }

    @Override
    public boolean eventIdMatches(int row, byte[] utf8) {
        int ordinal = ordinals.of(row);
        IdPage page = origins.page(ordinal);
        return page.matches(origins.place(ordinal), utf8, 0, utf8.length);
    }

    @Override
    public List<DimensionView> dimensions() {
        return List.copyOf(ownDimensions);
    }

    @Override
    public @Nullable DimensionView dimension(String name) {
        for (Dimension dimension : ownDimensions) {
            if (dimension.name().equals(name)) {
                return dimension;
            }
        }
        return null;
    }

    @Override
    public List<MetricView> metrics() {
        return List.copyOf(ownMetrics);
    }

    @Override
    public @Nullable MetricView metric(String name) {
        for (Metric metric : ownMetrics) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        return null;
    }

    /** Bytes of the rows' places in the log and of their revisions. */
    long placeBytes() {
        return ordinals.heapBytes() + (revisions == null ? 0 : revisions.length * 4L);
    }

    long heapBytes() {
        long bytes = times.heapBytes() + placeBytes() + 120;
        for (Dimension dimension : ownDimensions) {
            bytes += dimension.codes().heapBytes() + 48;
        }
        for (Metric metric : ownMetrics) {
            bytes += metric.numbers().heapBytes() + 64;
        }
        return bytes;
    }
}
