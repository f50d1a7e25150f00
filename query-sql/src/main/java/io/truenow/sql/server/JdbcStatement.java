package io.truenow.sql.server;

import io.truenow.sql.exec.SqlCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a connection: its text once it is known, and the cursor while rows are left. Thread-safe. Who fetches rows holds its lock
 * for as long as that takes; who only looks after statements never waits for it.
 */
final class JdbcStatement {

    private final int id;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable String sql;
    private volatile @Nullable SqlCursor cursor;
    private volatile boolean cancelled;
    private volatile boolean retired;
    private Meta.@Nullable Signature signature;
    private volatile long offset;
    private volatile long maxRows;

    JdbcStatement(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    @Nullable
    String sql() {
        return sql;
    }

    void sql(String text, long rows) {
        this.sql = text;
        this.maxRows = rows;
    }

    /** Rows fetched so far. */
    long position() {
        return offset;
    }

    long maxRows() {
        return maxRows;
    }

    /** Ends what ran before; from now on {@link #cancel()} means the run that is being planned. */
    void begin() {
        lock.lock();
        try {
            close();
            cancelled = retired;
        } finally {
            unlock();
        }
    }

    /** The run that has been planned. */
    Meta.Signature open(String text, SqlCursor opened, long rows, List<RelDataType> parameters) {
        lock.lock();
        try {
            sql = text;
            cursor = opened;
            if (cancelled) {
                opened.cancel();
            }
            offset = 0;
            maxRows = rows <= 0 ? Long.MAX_VALUE : rows;
            Meta.Signature described = WireTypes.signature(text, opened.columns(), parameters);
            signature = described;
            return described;
        } finally {
            unlock();
        }
    }

    /** The next rows; the last frame closes the cursor. Null if these are not the rows that come next. */
    Meta.@Nullable Frame frame(long wanted, int rows) {
        lock.lock();
        try {
            SqlCursor open = cursor;
            Meta.Signature described = signature;
            if (open == null || described == null) {
                return wanted == offset ? new Meta.Frame(offset, true, List.of()) : null;
            }
            return wanted == offset ? frame(open, described, rows) : null;
        } finally {
            unlock();
        }
    }

    private Meta.Frame frame(SqlCursor open, Meta.Signature described, int rows) {
        long first = offset;
        List<Object> values = new ArrayList<>(Math.min(rows, 1024));
        boolean more = true;
        try {
            while (values.size() < rows && first + values.size() < maxRows && (more = open.next())) {
                values.add(row(described, open.row()));
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
        boolean done = !more || first + values.size() >= maxRows;
        offset = first + values.size();
        if (done) {
            close();
        } else {
            open.pause();
        }
        return new Meta.Frame(first, done, values);
    }

    private static List<@Nullable Object> row(Meta.Signature signature, @Nullable Object[] row) {
        List<@Nullable Object> values = new ArrayList<>(row.length);
        for (int i = 0; i < row.length; i++) {
            values.add(WireTypes.value(signature.columns.get(i).type, row[i]));
        }
        return values;
    }

    /** Ends a run whose time is over and whose rows nobody fetches just now; who does fetch them finds out. */
    void closeIfOver(long limitMicros) {
        SqlCursor open = cursor;
        if (open != null && open.statement().elapsedMicros() > limitMicros) {
            closeIfIdle();
        }
    }

    /** Ends the statement for good: what runs, and what was about to. */
    void retire() {
        retired = true;
        closeIfIdle(); // before the cancel: rows that nobody wants any longer are no failure
        cancel();
    }

    /** Ends a run from another thread, also one that is still being planned. */
    void cancel() {
        cancelled = true;
        SqlCursor open = cursor;
        if (open != null) {
            open.cancel();
        }
    }

    private void unlock() {
        lock.unlock();
        // Whoever retired the statement meanwhile did not wait for the lock.
        if (retired) {
            closeIfIdle();
        }
    }

    private void closeIfIdle() {
        if (lock.tryLock()) {
            try {
                close();
            } finally {
                lock.unlock();
            }
        }
    }

    private void close() {
        SqlCursor open = cursor;
        if (open != null) {
            cursor = null;
            open.close();
        }
    }
}
