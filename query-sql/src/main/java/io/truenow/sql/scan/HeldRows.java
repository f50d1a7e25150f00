package io.truenow.sql.scan;

import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into an operator that keeps them: their bytes are held in the statement's memory before the operator has them, by
 * looking at one row of sixteen. Not thread-safe.
 */
public final class HeldRows<T extends @Nullable Object> implements Enumerator<T> {

    private static final int LOOKED_AT = 16;
    private static final long STEP = 256L << 10;

    private final Enumerator<T> rows;
    private final StatementScope scope;
    private final int place;
    private long count;
    private long bytes;
    private long heldBytes;

    /** Rows that the operator at a place of a statement's plan is about to keep. */
    public HeldRows(Enumerator<T> rows, StatementScope scope, int place) {
        this.rows = rows;
        this.scope = scope;
        this.place = place;
    }

    @Override
    public boolean moveNext() {
        boolean more = rows.moveNext();
        if (more && count++ % LOOKED_AT == 0) {
            bytes += RowBytes.of(rows.current()) * LOOKED_AT;
            if (bytes - heldBytes >= STEP) {
                scope.checkAlive();
                scope.memory().hold(place, bytes);
                heldBytes = bytes;
            }
        }
        return more;
    }

    @Override
    public T current() {
        return rows.current();
    }

    @Override
    public void reset() {
        rows.reset();
    }

    @Override
    public void close() {
        rows.close();
    }
}
