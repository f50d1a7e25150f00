package io.truenow.hottier.scan;

import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.RowCursor;
import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A selection of rows over one snapshot, which is let go when the cursor is closed. Not thread-safe. */
final class RowsScan implements RowCursor {

    /** Where blocks come from. */
    interface Blocks {
        /** The next block with at least one row, or null at the end. */
        @Nullable
        ValueBlock next();
    }

    private final RowsRequest request;
    private final TableSnapshot snapshot;
    private final ScanContext context;
    private final ScanGuard guard;
    private final Coverage coverage;
    private final Blocks blocks;
    private @Nullable ValueBlock block;
    private long rowsOut;
    private boolean closed;

    RowsScan(RowsRequest request, TableSnapshot snapshot, ScanContext context, ScanSettings settings, ScanPool pool) {
        this.request = request;
        this.snapshot = snapshot;
        this.context = context;
        this.guard = new ScanGuard(context, snapshot);
        this.coverage = ScanInput.coverage(snapshot);
        FieldSlots slots = new FieldSlots();
        slots.add(request.filter());
        request.fields().forEach(slots::add);
        slots.add(Field.BuiltIn.OFFSET);
        slots.add(Field.BuiltIn.INDEX);
        guard.check();
        FilterBinder binder = new FilterBinder(slots, new CodeBitmaps(guard));
        ScanInput input =
                new ScanInput(snapshot, request.range(), request.filter(), binder, context.statistics(), false);
        List<ScanInput.Source> sources = input.sources();
        this.blocks = request.order().isEmpty()
                ? new StreamedRows(request, sources, slots, guard, pool)
                : new OrderedRows(request, sources, slots, guard, settings, pool);
    }

    @Override
    public boolean next() {
        if (closed) {
            throw new IllegalStateException("The cursor is closed.");
        }
        guard.check();
        block = request.limit() <= 0 ? null : blocks.next();
        if (block == null) {
            return false;
        }
        rowsOut += block.rows();
        guard.requireRows(rowsOut);
        context.statistics().add(0, block.rows(), 0, 0);
        return true;
    }

    @Override
    public ValueBlock block() {
        if (block == null) {
            throw new IllegalStateException("There is no block.");
        }
        return block;
    }

    @Override
    public Coverage coverage() {
        return coverage;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            block = null;
            snapshot.close();
        }
    }
}
