package io.truenow.hottier.scan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.segment.ChunkView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows that may be among the first of an order: their sort keys and where they are. Not thread-safe. */
final class Candidates {

    private final List<FieldColumn> columns = new ArrayList<>();
    private final List<ScanInput.Source> sources;
    private final ScanGuard guard;
    private final RowOrder order;
    private final RowOrder firstKey;
    private final RowOrder positionOrder;
    private final int heapSize;
    private final BoundedHeap heap;
    private int[] sourceOf = new int[0];
    private int[] rowOf = new int[0];
    private int size;
    private int free = -1;

    /**
     * No candidate yet.
     *
     * @param heapSize most rows that are wanted, or -1 to keep all
     */
    Candidates(
            List<Field> sortFields,
            List<SortKey> keys,
            int heapSize,
            List<ScanInput.Source> sources,
            FieldSlots slots,
            ScanGuard guard) {
        this.sources = sources;
        this.guard = guard;
        this.heapSize = heapSize;
        sortFields.forEach(field -> columns.add(new FieldColumn(field, slots, guard)));
        columns.add(new FieldColumn(Field.BuiltIn.OFFSET, slots, guard));
        columns.add(new FieldColumn(Field.BuiltIn.INDEX, slots, guard));
        List<SortKey> positions =
                List.of(new SortKey(sortFields.size(), false, false), new SortKey(sortFields.size() + 1, false, false));
        RowOrder byKeys = new RowOrder(columns, keys);
        RowOrder byPosition = new RowOrder(columns, positions);
        this.firstKey = new RowOrder(columns, keys.subList(0, 1));
        this.order = byKeys;
        this.positionOrder = byPosition;
        this.heap = new BoundedHeap(Math.max(0, heapSize), this::compare);
    }

    private int compare(int left, int right) {
        int byKeys = order.compare(left, right);
        if (byKeys != 0) {
            return byKeys;
        }
        int byShard = Integer.compare(
                sources.get(sourceOf[left]).shard(),
                sources.get(sourceOf[right]).shard());
        return byShard != 0 ? byShard : positionOrder.compare(left, right);
    }

    int size() {
        return size;
    }

    int source(int candidate) {
        return sourceOf[candidate];
    }

    int row(int candidate) {
        return rowOf[candidate];
    }

    /** Takes the matching rows of a chunk, unless none can be among the first. */
    void scan(int source, Worker worker, Bound bound) {
        ChunkView chunk = sources.get(source).chunk();
        if (heapSize >= 0 && bound.excludes(chunk)) {
            return;
        }
        worker.reader().open(chunk);
        int blocks = (chunk.rows() + ChunkView.BLOCK - 1) / ChunkView.BLOCK;
        for (int number = 0; number < blocks; number++) {
            guard.check();
            int from = (bound.backwards() ? blocks - 1 - number : number) * ChunkView.BLOCK;
            worker.reader().block(from, Math.min(ChunkView.BLOCK, chunk.rows() - from));
            if (worker.base().select(sources.get(source).filter()) > 0) {
                add(source, worker.base(), bound.backwards());
            }
        }
        if (heapSize > 0 && heap.full()) {
            bound.lower(columns.getFirst(), heap.top());
        }
    }

    private void add(int source, SelectedBlock block, boolean backwards) {
        if (heapSize >= 0) {
            offer(source, block, backwards);
            return;
        }
        int n = block.size();
        ensure(size + n);
        columns.forEach(column -> column.set(size, block, 0, n));
        for (int i = 0; i < n; i++) {
            place(size + i, source, block, i);
        }
        size += n;
    }

    /** A row is written to a free place and given to the heap; the place of the row that drops out is free next. */
    private void offer(int source, SelectedBlock block, boolean backwards) {
        int n = heapSize > 0 ? block.size() : 0;
        for (int at = 0; at < n; at++) {
            int i = backwards ? n - 1 - at : at;
            int place = free >= 0 ? free : size;
            ensure(place + 1);
            columns.getFirst().set(place, block, i, i + 1);
            boolean full = heap.full();
            if (full && firstKey.compare(place, heap.top()) > 0) {
                free = place;
                size = Math.max(size, place + 1);
                continue;
            }
            for (int column = 1; column < columns.size(); column++) {
                columns.get(column).set(place, block, i, i + 1);
            }
            place(place, source, block, i);
            size = Math.max(size, place + 1);
            free = heap.replace(place);
        }
    }

    private void place(int place, int source, SelectedBlock block, int i) {
        sourceOf[place] = source;
        rowOf[place] = block.reader().rowInChunk(block.row(i));
    }

    private void ensure(int rows) {
        columns.forEach(column -> column.ensure(rows));
        if (rows > sourceOf.length) {
            int capacity = Math.max(rows, Math.min(sourceOf.length, 1 << 29) * 2);
            guard.reserve(8L * (capacity - sourceOf.length));
            sourceOf = Arrays.copyOf(sourceOf, capacity);
            rowOf = Arrays.copyOf(rowOf, capacity);
        }
    }

    /** Takes the candidates of another part in. */
    void addAll(Candidates other) {
        int[] kept = other.kept();
        ensure(size + kept.length);
        for (int candidate : kept) {
            for (int column = 0; column < columns.size(); column++) {
                columns.get(column).copy(other.columns.get(column), candidate, size);
            }
            sourceOf[size] = other.sourceOf[candidate];
            rowOf[size] = other.rowOf[candidate];
            size++;
        }
    }

    private int[] kept() {
        return heapSize >= 0 ? heap.rows() : all();
    }

    private int[] all() {
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = i;
        }
        return rows;
    }

    /** The first candidates, in order. */
    int[] sorted(long wanted) {
        int[] rows = MergeSort.sort(all(), this::compare);
        return wanted >= rows.length ? rows : Arrays.copyOf(rows, (int) wanted);
    }
}
