package io.truenow.sql.server;

import io.truenow.sql.exec.SqlCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private final long run;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable String sql;
    private volatile @Nullable SqlCursor cursor;
    private volatile boolean cancelled;
    private volatile boolean retired;
    private volatile boolean ended;
    private Meta.@Nullable Signature signature;
    private volatile long offset;
    private volatile long maxRows;

    JdbcStatement(int id) {
        this(id, 0);
    }

    /** @param run number of the one run that it is for; 0 if it is for any number of them */
    JdbcStatement(int id, long run) {
        this.id = id;
        this.run = run;
    }

    /** Whether it was ended for good, not by a cancel: by another request, or with its connection. */
    boolean isRetired() {
        return retired;
    }

    /** Whether it is being planned, or someone reads its rows just now. */
    boolean isWorking() {
        return cursor == null && !ended || lock.isLocked();
    }

    /** Number of its run. */
    long run() {
        return run;
    }

    /** The rows that are left; null if none are. */
    @Nullable
    SqlCursor cursor() {
        return cursor;
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

    /** The run that has been planned, for Avatica. */
    Meta.Signature open(String text, SqlCursor opened, long rows, List<RelDataType> parameters) {
        Meta.Signature described = WireTypes.signature(text, opened.columns(), parameters);
        lock.lock();
        try {
            open(text, opened, rows);
            signature = described;
            return described;
        } finally {
            unlock();
        }
    }

    /** The run that has been planned. */
    void open(String text, SqlCursor opened, long rows) {
        lock.lock();
        try {
            sql = text;
            cursor = opened;
            if (cancelled) {
                opened.cancel();
            }
            offset = 0;
            ended = false;
            maxRows = rows <= 0 ? Long.MAX_VALUE : rows;
        } finally {
            unlock();
        }
    }

    /** The next rows; the last frame closes the cursor. Null if these are not the rows that come next. */
    Meta.@Nullable Frame frame(long wanted, int rows, long bytes) {
        List<Object> values = new ArrayList<>(Math.min(rows, 1024));
        RowBudget budget = new RowBudget(rows, bytes);
        Step step = read(wanted, row -> {
            List<@Nullable Object> one = row(Objects.requireNonNull(signature), row);
            values.add(one);
            return budget.takes(one);
        });
        return step == null ? null : new Meta.Frame(step.first(), step.done(), values);
    }

    /** Takes rows one by one. */
    interface RowSink {

        /** Takes a row in Calcite's form; false if it wants no more after it. */
        boolean take(@Nullable Object[] row);
    }

    /**
     * Some rows that were read.
     *
     * @param first number of the first of them, from 0
     * @param done whether they are the last
     * @param incompleteBeforeMicros event time before which rows are gone; {@link Long#MIN_VALUE} if none are
     */
    record Step(long first, boolean done, long incompleteBeforeMicros) {}

    /** Reads the next rows; the last ones close the cursor. Null if the wanted rows are not those that come next, or are gone. */
    @Nullable
    Step read(long wanted, RowSink sink) {
        lock.lock();
        try {
            SqlCursor open = cursor;
            if (wanted != offset) {
                return null;
            }
            if (open == null) { // all rows were given, or somebody ended it before: that must not look like an end
                return ended ? new Step(offset, true, Long.MIN_VALUE) : null;
            }
            return read(open, sink);
        } finally {
            unlock();
        }
    }

    private Step read(SqlCursor open, RowSink sink) {
        long first = offset;
        long count = first;
        boolean more = count < maxRows;
        try {
            boolean wants = more;
            while (wants) {
                if (!open.next()) {
                    more = false;
                    break;
                }
                count++;
                wants = sink.take(open.row()) && count < maxRows;
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
        boolean done = !more || count >= maxRows;
        offset = count;
        long incomplete = open.statistics().incompleteBeforeMicros();
        if (done) {
            ended = true;
            close();
        } else {
            open.pause();
        }
        return new Step(first, done, incomplete);
    }

    private static List<@Nullable Object> row(Meta.Signature signature, @Nullable Object[] row) {
        List<@Nullable Object> values = new ArrayList<>(row.length);
        for (int i = 0; i < row.length; i++) {
            values.add(WireTypes.value(signature.columns.get(i).type, row[i]));
        }
        return values;
    }

    /**
     * Ends a run whose time is over and whose rows nobody fetches just now; who does fetch them finds out.
     *
     * @return whether it has ended now
     */
    boolean closeIfOver(long limitMicros) {
        SqlCursor open = cursor;
        if (open == null || open.statement().elapsedMicros() <= limitMicros) {
            return false;
        }
        closeIfIdle();
        return cursor == null;
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
