package io.truenow.hottier.scan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.read.ValueColumn;
import io.truenow.hottier.segment.ChunkView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in an order; rows that it leaves equal come by shard and log position. Lanes of chunks collect candidates in parallel, in bounded
 * heaps if few rows are wanted; the candidates' sort keys are merged and sorted, and only then the selected fields are read.
 */
final class OrderedRows implements RowsScan.Blocks {

    private static final int LANES = 16;

    private final RowsRequest request;
    private final List<ScanInput.Source> sources;
    private final FieldSlots slots;
    private final ScanGuard guard;
    private final ScanSettings settings;
    private final ScanPool pool;
    private final Worker[] workers;
    private final List<Field> sortFields;
    private final List<SortKey> keys = new ArrayList<>();
    private @Nullable Candidates candidates;
    private int[] ordered = new int[0];
    private int at;

    OrderedRows(
            RowsRequest request,
            List<ScanInput.Source> sources,
            FieldSlots slots,
            ScanGuard guard,
            ScanSettings settings,
            ScanPool pool) {
        this.request = request;
        this.sources = sources;
        this.slots = slots;
        this.guard = guard;
        this.settings = settings;
        this.pool = pool;
        this.workers = Worker.array(Math.min(pool.workers(), LANES), slots);
        new RowOrder(
                request.fields().stream()
                        .map(f -> new FieldColumn(f, slots, guard))
                        .toList(),
                request.order());
        this.sortFields = new ArrayList<>();
        for (SortKey key : request.order()) {
            keys.add(new SortKey(sortFields.size(), key.descending(), key.nullsFirst()));
            sortFields.add(request.fields().get(key.column()));
        }
    }

    @Override
    public @Nullable ValueBlock next() {
        Candidates found = candidates;
        if (found == null) {
            found = collect();
            candidates = found;
        }
        if (at >= ordered.length) {
            return null;
        }
        int to = Math.min(ordered.length, at + ChunkView.BLOCK);
        List<ValueColumn> columns = new ArrayList<>();
        for (Field field : request.fields()) {
            columns.add(read(field, found, at, to));
        }
        ValueBlock block = new ValueBlock(to - at, columns);
        at = to;
        return block;
    }

    private Candidates collect() {
        long wanted = Math.min(request.offset(), Integer.MAX_VALUE) + Math.min(request.limit(), Integer.MAX_VALUE);
        int heap = wanted <= settings.topRows() ? (int) wanted : -1;
        int lanes = Math.min(LANES, sources.size());
        Candidates[] parts = new Candidates[lanes];
        Bound bound = new Bound(sortFields.getFirst(), keys.getFirst());
        int[] visits = bound.visitingOrder(sources);
        pool.run(lanes, (lane, worker) -> {
            int from = (int) ((long) sources.size() * lane / lanes);
            int to = (int) ((long) sources.size() * (lane + 1) / lanes);
            Candidates part = new Candidates(sortFields, keys, heap, sources, slots, guard);
            for (int visit = from; visit < to; visit++) {
                part.scan(visits[visit], workers[worker], bound);
            }
            parts[lane] = part;
        });
        Candidates merged = new Candidates(sortFields, keys, -1, sources, slots, guard);
        for (Candidates part : parts) {
            merged.addAll(part);
        }
        guard.reserve(8L * merged.size());
        int[] sorted = merged.sorted(wanted);
        int skip = (int) Math.min(request.offset(), sorted.length);
        ordered = Arrays.copyOfRange(sorted, skip, sorted.length);
        return merged;
    }

    /** Reads a field row by row: the rows lie anywhere. */
    private ValueColumn read(Field field, Candidates found, int from, int to) {
        FieldColumn column = new FieldColumn(field, slots, guard);
        column.ensure(to - from);
        BlockReader reader = workers[0].reader();
        SelectedBlock block = workers[0].base();
        for (int i = from; i < to; i++) {
            reader.open(sources.get(found.source(ordered[i])).chunk());
            reader.block(found.row(ordered[i]), 1);
            block.select(RowFilter.ALL);
            column.set(i - from, block, 0, 1);
        }
        return column.handOver(to - from);
    }
}
