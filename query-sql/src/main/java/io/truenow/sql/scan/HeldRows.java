package io.truenow.sql.scan;

import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into an operator that keeps them: their bytes are taken from the statement's memory before the operator has them, by
 * looking at one row of sixteen. Not thread-safe.
 */
public final class HeldRows<T extends @Nullable Object> implements Enumerator<T> {

    private static final int LOOKED_AT = 16;
    private static final long STEP = 256L << 10;

    private final Enumerator<T> rows;
    private final StatementScope scope;
    private long count;
    private long owed;

    /** Rows that an operator of a statement is about to keep. */
    public HeldRows(Enumerator<T> rows, StatementScope scope) {
        this.rows = rows;
        this.scope = scope;
    }

    @Override
    public boolean moveNext() {
        boolean more = rows.moveNext();
        if (more && count++ % LOOKED_AT == 0) {
            owed += RowBytes.of(rows.current()) * LOOKED_AT;
            if (owed >= STEP) {
                scope.checkAlive();
                scope.memory().take(owed);
                owed = 0;
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
