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

    /** Adds the figures of each column, from what the chunks know of themselves: no row is read. */
    public void addFigures(ColumnFigures figures) {
        figures.origins(origins.idBytes(), origins.runs().heapBytes());
        for (Chunk chunk : chunks) {
            figures.chunk(chunk.times().heapBytes(), chunk.placeBytes());
            for (Dimension dimension : chunk.ownDimensions()) {
                long bytes = dimension.codes().heapBytes();
                figures.dimension(dimension.name(), dimension.nonNull(), bytes, dimension.dictionary());
            }
            for (Metric metric : chunk.ownMetrics()) {
                long bytes = metric.numbers().heapBytes();
                figures.metric(metric, metric.nonNull(), bytes);
            }
        }
    }

    /** Number of its chunks. */
    public int chunkCount() {
        return chunks.size();
    }

    /** Where {@link #addFigures} reports to. */
    public interface ColumnFigures {
        /** Bytes of a segment's event ids, and of where its rows come from. */
        void origins(long idBytes, long runBytes);

        /** Bytes of a chunk's event times, and of its rows' places in the log and their revisions. */
        void chunk(long timeBytes, long placeBytes);

        /** Rows with a value in a dimension of a chunk, and the bytes of their codes. */
        void dimension(String name, int nonNull, long codeBytes, Dictionary.View dictionary);

        /** A metric of a chunk, the rows that have a value, at least one, and their bytes. */
        void metric(ChunkView.MetricView metric, int nonNull, long bytes);
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
