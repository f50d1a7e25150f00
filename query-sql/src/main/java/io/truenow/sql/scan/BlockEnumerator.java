package io.truenow.sql.scan;

import io.truenow.hottier.read.RowCursor;
import io.truenow.hottier.read.ValueBlock;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/** Blocks of columns as rows. Not thread-safe. */
final class BlockEnumerator implements Enumerator<@Nullable Object> {

    private static final int CHECK_EVERY = 0x3FF;

    private final RowCursor cursor;
    private final ScanSpec.Output[] outputs;
    private final StatementScope scope;
    private @Nullable ValueBlock block;
    private int row = -1;
    private long rows;

    BlockEnumerator(RowCursor cursor, List<ScanSpec.Output> outputs, StatementScope scope) {
        this.cursor = cursor;
        this.outputs = outputs.toArray(ScanSpec.Output[]::new);
        this.scope = scope;
    }

    @Override
    public boolean moveNext() {
        if ((rows++ & CHECK_EVERY) == 0) {
            scope.checkAlive();
        }
        row++;
        while (block == null || row >= block.rows()) {
            if (!cursor.next()) {
                return false;
            }
            block = cursor.block();
            row = 0;
        }
        return true;
    }

    @Override
    public @Nullable Object current() {
        ValueBlock current = Objects.requireNonNull(block);
        if (outputs.length == 1) {
            return value(current, outputs[0]);
        }
        @Nullable Object[] values = new Object[outputs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(current, outputs[i]);
        }
        return values;
    }

    private @Nullable Object value(ValueBlock current, ScanSpec.Output output) {
        Object value = current.columns().get(output.column()).value(row);
        if (value instanceof Double number && number == 0) {
            return 0.0; // −0 is the same value to SQL, and another one to a Java hash table
        }
        return value == null ? null : output.conversion().of(value);
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("A scan runs once.");
    }

    @Override
    public void close() {
        cursor.close();
    }
}
