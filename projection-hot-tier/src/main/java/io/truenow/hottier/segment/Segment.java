package io.truenow.hottier.segment;

import io.truenow.hottier.format.StoredFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A segment as of one snapshot. Immutable but for two notes about it: the file that holds it, and that it was evicted. */
public final class Segment implements SegmentView {

    private final long number;
    private final boolean sealed;
    private final long rows;
    private final long minTimeMicros;
    private final long maxTimeMicros;
    private final List<Chunk> chunks;
    private final Origins origins;
    private final long heapBytes;
    private volatile @Nullable StoredFile stored;
    private volatile boolean evicted;

    Segment(long number, boolean sealed, List<Chunk> chunks, Origins origins, long ownDictionaryBytes) {
        this.number = number;
        this.sealed = sealed;
        this.chunks = List.copyOf(chunks);
        this.origins = origins;
        long count = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long bytes = origins.heapBytes() + ownDictionaryBytes + 120;
        for (Chunk chunk : chunks) {
            count += chunk.rows();
            min = Math.min(min, chunk.minTimeMicros());
            max = Math.max(max, chunk.maxTimeMicros());
            bytes += chunk.heapBytes();
        }
        this.rows = count;
        this.minTimeMicros = min;
        this.maxTimeMicros = max;
        this.heapBytes = bytes;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean sealed() {
        return sealed;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long minTimeMicros() {
        return minTimeMicros;
    }

    @Override
    public long maxTimeMicros() {
        return maxTimeMicros;
    }

    @Override
    public List<ChunkView> chunks() {
        return List.copyOf(chunks);
    }

    List<Chunk> ownChunks() {
        return chunks;
    }

    Origins origins() {
        return origins;
    }

    /** Adds the resident rows with a value, by column, and the sizes of the dictionaries. */
    public void addFigures(ColumnFigures figures) {
        for (Chunk chunk : chunks) {
            for (Dimension dimension : chunk.ownDimensions()) {
                figures.dimension(dimension.name(), dimension.nonNull(), dimension.dictionary());
            }
            for (Metric metric : chunk.ownMetrics()) {
                figures.metric(metric.name(), metric.nonNull());
            }
        }
    }

    /** Where {@link #addFigures} reports to. */
    public interface ColumnFigures {
        /** Rows with a value in a dimension. */
        void dimension(String name, int nonNull, DictionaryView dictionary);

        /** Rows with a value in a metric. */
        void metric(String name, int nonNull);
    }

    /** Bytes in memory, shared dictionaries left out. */
    public long heapBytes() {
        return heapBytes;
    }

    /** File that holds it, once it was written. */
    public @Nullable StoredFile stored() {
        return stored;
    }

    /** Notes the file that holds it. */
    public void storedAs(StoredFile file) {
        stored = file;
    }

    /** Whether it left memory, but for the snapshots that still hold it. */
    public boolean evicted() {
        return evicted;
    }

    /** Notes that it left memory. */
    public void evict() {
        evicted = true;
    }
}
