package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a block that a filter kept, with their values moved together, so that kernels loop over {@code [0, size)} without an
 * indirection. Not thread-safe; arrays stay valid until the next block.
 */
final class SelectedBlock {

    private final BlockReader reader;
    private int[] rows = new int[0];
    private final long[] @Nullable [] longs;
    private final int[] @Nullable [] codes;
    private final double[] @Nullable [] doubles;
    private final boolean[] @Nullable [] nulls;
    private final boolean[] gathered;
    private int size;

    @SuppressWarnings("NullAway") // arrays of rows that are made when they are first asked for
    SelectedBlock(BlockReader reader, int slots) {
        this.reader = reader;
        this.longs = new long[slots][];
        this.codes = new int[slots][];
        this.doubles = new double[slots][];
        this.nulls = new boolean[slots][];
        this.gathered = new boolean[slots];
    }

    /** Takes the rows of the reader's block that a filter keeps. */
    int select(RowFilter filter) {
        int count = reader.count();
        if (filter == RowFilter.ALL) {
            size = count;
        } else {
            rows = Scratch.ints(rows, count);
            size = filter.selectFromAll(reader, rows);
        }
        Arrays.fill(gathered, false);
        return size;
    }

    /** Takes the rows of another selection of the same block that a filter keeps. */
    int select(SelectedBlock base, RowFilter filter) {
        if (base.all()) {
            return select(filter);
        }
        rows = Scratch.ints(rows, base.size);
        System.arraycopy(base.rows, 0, rows, 0, base.size);
        size = filter.select(reader, rows, base.size);
        Arrays.fill(gathered, false);
        return size;
    }

    /** Takes given rows of a chunk, which all lie in the reader's block. */
    void take(int[] chunkRows, int from, int to) {
        int first = reader.rowInChunk(0);
        rows = Scratch.ints(rows, to - from);
        for (int i = from; i < to; i++) {
            rows[i - from] = chunkRows[i] - first;
        }
        size = to - from;
        Arrays.fill(gathered, false);
    }

    int size() {
        return size;
    }

    /** Whether every row of the block is kept. */
    boolean all() {
        return size == reader.count();
    }

    BlockReader reader() {
        return reader;
    }

    /** Row of the block of the i-th kept row. */
    int row(int i) {
        return all() ? i : rows[i];
    }

    /** Moves what was computed for each row of {@code base} to the rows kept here, which are some of its. */
    void pick(SelectedBlock base, int[] source, int[] target) {
        int at = 0;
        for (int i = 0; i < size; i++) {
            int row = row(i);
            while (base.row(at) != row) {
                at++;
            }
            target[i] = source[at];
        }
    }

    int[] codes(int slot, ChunkView.DimensionView dimension) {
        if (all()) {
            return reader.codes(slot, dimension);
        }
        int[] target = codes[slot];
        if (target == null || target.length < size) {
            target = new int[Scratch.length(size)];
            codes[slot] = target;
        }
        if (!gathered[slot]) {
            gathered[slot] = true;
            gather(slot, dimension, target);
        }
        return target;
    }

    private void gather(int slot, ChunkView.DimensionView dimension, int[] target) {
        if (reader.readsSingly(slot, size)) {
            for (int i = 0; i < size; i++) {
                target[i] = dimension.code(reader.rowInChunk(rows[i]));
            }
            return;
        }
        int[] source = reader.codes(slot, dimension);
        for (int i = 0; i < size; i++) {
            target[i] = source[rows[i]];
        }
    }

    double[] doubles(int slot, ChunkView.MetricView metric) {
        if (all()) {
            return reader.doubles(slot, metric);
        }
        double[] target = doubles[slot];
        if (target == null || target.length < size) {
            target = new double[Scratch.length(size)];
            doubles[slot] = target;
        }
        if (!gathered[slot]) {
            gathered[slot] = true;
            gather(slot, metric, target);
        }
        return target;
    }

    private void gather(int slot, ChunkView.MetricView metric, double[] target) {
        if (reader.readsSingly(slot, size)) {
            for (int i = 0; i < size; i++) {
                target[i] = metric.value(reader.rowInChunk(rows[i]));
            }
            return;
        }
        double[] source = reader.doubles(slot, metric);
        for (int i = 0; i < size; i++) {
            target[i] = source[rows[i]];
        }
    }

    boolean @Nullable [] nulls(int slot, ChunkView.MetricView metric) {
        boolean[] source = reader.nulls(slot, metric);
        if (source == null || all()) {
            return source;
        }
        boolean[] target = nulls[slot];
        if (target == null || target.length < size) {
            target = new boolean[Scratch.length(size)];
            nulls[slot] = target;
        }
        for (int i = 0; i < size; i++) {
            target[i] = source[rows[i]];
        }
        return target;
    }

    long[] longs(int slot) {
        if (all()) {
            return reader.longs(slot);
        }
        long[] target = longs[slot];
        if (target == null || target.length < size) {
            target = new long[Scratch.length(size)];
            longs[slot] = target;
        }
        if (!gathered[slot]) {
            gathered[slot] = true;
            gather(slot, target);
        }
        return target;
    }

    private void gather(int slot, long[] target) {
        ChunkView.MetricView metric = reader.metric(slot);
        if (metric != null && reader.readsSingly(slot, size)) {
            for (int i = 0; i < size; i++) {
                target[i] = metric.longValue(reader.rowInChunk(rows[i]));
            }
            return;
        }
        long[] source = reader.longs(slot);
        for (int i = 0; i < size; i++) {
            target[i] = source[rows[i]];
        }
    }

    /** Event id of the i-th kept row; a new text. */
    String eventId(int i) {
        return reader.chunk().eventId(reader.rowInChunk(row(i)));
    }
}
