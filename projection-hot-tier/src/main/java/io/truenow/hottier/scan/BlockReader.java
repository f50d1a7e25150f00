package io.truenow.hottier.scan;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.segment.ChunkView;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of one block of at most {@link ChunkView#BLOCK} rows into scratch arrays, each at most once and only if asked for.
 * One per worker; not thread-safe. Arrays stay valid until the next block.
 */
final class BlockReader {

    /** Rows of a block for each of which a row costs as much when it is read alone. */
    private static final int SINGLY = 16;

    private final List<Field> fields;
    private final long[] @Nullable [] longs;
    private final int[] @Nullable [] codes;
    private final double[] @Nullable [] doubles;
    private final boolean[] @Nullable [] nulls;
    private final boolean[] loaded;
    private final boolean[] nullsLoaded;
    private final ChunkView.@Nullable DimensionView[] dimensions;
    private final ChunkView.@Nullable MetricView[] metrics;
    private @Nullable ChunkView chunk;
    private int from;
    private int count;

    @SuppressWarnings("NullAway") // arrays of rows that are made when they are first asked for
    BlockReader(FieldSlots slots) {
        this.fields = slots.fields();
        int n = fields.size();
        this.longs = new long[n][];
        this.codes = new int[n][];
        this.doubles = new double[n][];
        this.nulls = new boolean[n][];
        this.loaded = new boolean[n];
        this.nullsLoaded = new boolean[n];
        this.dimensions = new ChunkView.DimensionView[n];
        this.metrics = new ChunkView.MetricView[n];
    }

    /** Moves to a chunk. */
    void open(ChunkView next) {
        chunk = next;
        for (int slot = 0; slot < fields.size(); slot++) {
            if (fields.get(slot) instanceof Field.Column column) {
                boolean dimension = column.role() == ColumnRole.DIMENSION;
                dimensions[slot] = dimension ? next.dimension(column.name()) : null;
                metrics[slot] = dimension ? null : next.metric(column.name());
            }
        }
    }

    /** Moves to a block of the chunk. */
    void block(int first, int rows) {
        from = first;
        count = rows;
        Arrays.fill(loaded, false);
        Arrays.fill(nullsLoaded, false);
    }

    /** Rows of the block. */
    int count() {
        return count;
    }

    ChunkView chunk() {
        if (chunk == null) {
            throw new IllegalStateException("No chunk is open.");
        }
        return chunk;
    }

    /** Row within the chunk of a row of the block. */
    int rowInChunk(int row) {
        return from + row;
    }

    /** The dimension of a slot, or null if the chunk has no value of it. */
    ChunkView.@Nullable DimensionView dimension(int slot) {
        return dimensions[slot];
    }

    /** The metric of a slot, or null if the chunk has no value of it. */
    ChunkView.@Nullable MetricView metric(int slot) {
        return metrics[slot];
    }

    /** Whether so few rows of a column are wanted that reading each is cheaper than reading the block; false if the block was read. */
    boolean readsSingly(int slot, int rows) {
        return rows < count / SINGLY && !loaded[slot];
    }

    /** Codes of a dimension that the chunk has; -1 is null. */
    int[] codes(int slot, ChunkView.DimensionView dimension) {
        int[] target = codes[slot];
        if (target == null || target.length < count) {
            target = new int[Scratch.length(count)];
            codes[slot] = target;
        }
        if (!loaded[slot]) {
            dimension.codes(from, count, target);
            loaded[slot] = true;
        }
        return target;
    }

    /** Values of a metric that the chunk has. */
    double[] doubles(int slot, ChunkView.MetricView metric) {
        double[] target = doubles[slot];
        if (target == null || target.length < count) {
            target = new double[Scratch.length(count)];
            doubles[slot] = target;
        }
        if (!loaded[slot]) {
            metric.values(from, count, target);
            loaded[slot] = true;
        }
        return target;
    }

    /** Which values of a metric are null, or null if none is in the chunk. */
    boolean @Nullable [] nulls(int slot, ChunkView.MetricView metric) {
        if (!metric.hasNulls()) {
            return null;
        }
        boolean[] target = nulls[slot];
        if (target == null || target.length < count) {
            target = new boolean[Scratch.length(count)];
            nulls[slot] = target;
        }
        if (!nullsLoaded[slot]) {
            metric.nulls(from, count, target);
            nullsLoaded[slot] = true;
        }
        return target;
    }

    /** Values of a field of type long; of a column, {@link ChunkView.MetricView#NO_LONG} is null. */
    long[] longs(int slot) {
        long[] target = longs[slot];
        if (target == null || target.length < count) {
            target = new long[Scratch.length(count)];
            longs[slot] = target;
        }
        if (!loaded[slot]) {
            if (fields.get(slot) instanceof Field.BuiltIn field) {
                load(field, target);
            } else {
                load(metrics[slot], target);
            }
            loaded[slot] = true;
        }
        return target;
    }

    private void load(ChunkView.@Nullable MetricView metric, long[] target) {
        if (metric == null) {
            Arrays.fill(target, 0, count, ChunkView.MetricView.NO_LONG);
        } else {
            metric.longs(from, count, target);
        }
    }

    private void load(Field.BuiltIn field, long[] target) {
        ChunkView view = chunk();
        switch (field) {
            case EVENT_TIME -> view.eventTimes(from, count, target);
            case INGEST_TIME -> view.ingestTimes(from, count, target);
            case REVISION -> view.revisions(from, count, target);
            case PARTITION -> Arrays.fill(target, 0, count, view.partition());
            case OFFSET -> view.offsets(from, count, target);
            case INDEX -> view.indexes(from, count, target);
            case EVENT_ID -> throw new IllegalArgumentException("An event id is no number.");
        }
    }
}
