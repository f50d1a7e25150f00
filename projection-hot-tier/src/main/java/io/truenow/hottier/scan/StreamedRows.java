package io.truenow.hottier.scan;

import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.read.ValueColumn;
import io.truenow.hottier.segment.ChunkView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows without an order: shard by shard, segments in log order, rows as they are stored. A window of chunks is filtered in parallel ahead
 * of what is handed out; it starts with one chunk, so that a small limit reads little, and doubles.
 */
final class StreamedRows implements RowsScan.Blocks {

    private static final int MAX_WINDOW = 64;

    private final List<ScanInput.Source> sources;
    private final ScanGuard guard;
    private final ScanPool pool;
    private final Worker[] workers;
    private final List<FieldColumn> columns = new ArrayList<>();
    private final int[] @Nullable [] matches;
    private int filteredTo;
    private int window = 1;
    private int source;
    private int row;
    private long skip;
    private long left;

    @SuppressWarnings("NullAway") // matches are made window by window
    StreamedRows(
            RowsRequest request, List<ScanInput.Source> sources, FieldSlots slots, ScanGuard guard, ScanPool pool) {
        this.sources = sources;
        this.guard = guard;
        this.pool = pool;
        this.workers = Worker.array(Math.min(pool.workers(), Math.max(1, sources.size())), slots);
        this.matches = new int[sources.size()][];
        this.skip = request.offset();
        this.left = request.limit();
        request.fields().forEach(field -> columns.add(new FieldColumn(field, slots, guard)));
    }

    @Override
    public @Nullable ValueBlock next() {
        int filled = 0;
        while (filled < ChunkView.BLOCK && left > 0 && source < sources.size()) {
            if (source == filteredTo) {
                if (filled > 0 && window > 1) {
                    break;
                }
                filterWindow();
            }
            filled += fill(filled);
        }
        if (filled == 0) {
            return null;
        }
        int rows = filled;
        List<ValueColumn> values =
                columns.stream().map(column -> column.handOver(rows)).toList();
        return new ValueBlock(rows, values);
    }

    private void filterWindow() {
        int from = filteredTo;
        int count = Math.min(window, sources.size() - from);
        pool.run(count, (task, worker) -> matches[from + task] = filter(sources.get(from + task), workers[worker]));
        filteredTo = from + count;
        window = Math.min(MAX_WINDOW, window * 2);
    }

    /** Matching rows of a chunk; null if all match. */
    private int @Nullable [] filter(ScanInput.Source from, Worker worker) {
        ChunkView chunk = from.chunk();
        if (from.filter() == RowFilter.ALL) {
            return null;
        }
        BlockReader reader = worker.reader();
        SelectedBlock kept = worker.base();
        reader.open(chunk);
        int[] found = new int[64];
        int n = 0;
        for (int first = 0; first < chunk.rows(); first += ChunkView.BLOCK) {
            guard.check();
            reader.block(first, Math.min(ChunkView.BLOCK, chunk.rows() - first));
            int size = kept.select(from.filter());
            if (n + size > found.length) {
                found = Arrays.copyOf(found, Math.max(n + size, found.length * 2));
            }
            for (int i = 0; i < size; i++) {
                found[n++] = first + kept.row(i);
            }
        }
        return Arrays.copyOf(found, n);
    }

    /** Appends rows of the current chunk, at most up to a full block; moves on at its end. */
    private int fill(int filled) {
        ChunkView chunk = sources.get(source).chunk();
        int[] found = matches[source];
        int size = found == null ? chunk.rows() : found.length;
        int skipped = (int) Math.min(skip, size - row);
        skip -= skipped;
        row += skipped;
        int taken = 0;
        if (row < size) {
            int first = (found == null ? row : found[row]) / ChunkView.BLOCK * ChunkView.BLOCK;
            int behind = Math.min(first + ChunkView.BLOCK, chunk.rows());
            int end = found == null ? behind : lowerBound(found, row, behind);
            taken = (int) Math.min(Math.min(end - row, left), ChunkView.BLOCK - filled);
            append(chunk, found, first, behind, taken, filled);
            row += taken;
            left -= taken;
        }
        if (row >= size) {
            matches[source] = null;
            source++;
            row = 0;
        }
        return taken;
    }

    private void append(ChunkView chunk, int @Nullable [] found, int first, int behind, int taken, int filled) {
        if (columns.isEmpty()) {
            return;
        }
        BlockReader reader = workers[0].reader();
        SelectedBlock block = workers[0].base();
        reader.open(chunk);
        reader.block(first, behind - first);
        int from = 0;
        if (found == null) {
            from = row - first;
            block.select(RowFilter.ALL);
        } else {
            block.take(found, row, row + taken);
        }
        for (FieldColumn column : columns) {
            column.ensure(Math.min(ChunkView.BLOCK, Math.max(filled + taken, filled == 0 ? 0 : filled * 2)));
            column.set(filled, block, from, from + taken);
        }
    }

    private static int lowerBound(int[] sorted, int from, int value) {
        int at = Arrays.binarySearch(sorted, from, sorted.length, value);
        return at < 0 ? -at - 1 : at;
    }
}
