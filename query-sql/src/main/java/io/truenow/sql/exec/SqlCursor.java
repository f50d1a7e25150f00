package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.sql.scan.StatementScope;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a running statement. Its work begins with the first {@link #next()}, which may already take as long as the whole statement: an
 * aggregate has read all of its input before its first row. Must be closed; closes itself after the last row and on a failure. Used by one
 * thread at a time; only a cancel may come from any thread. While no thread is inside, a cancel ends the statement at once, so that one
 * whose rows nobody takes holds nothing any longer.
 */
public final class SqlCursor implements AutoCloseable {

    private final StatementRegistry registry;
    private final @Nullable Admission admission;
    private final RunningStatement statement;
    private final List<SqlColumn> columns;
    private final StatementScope scope;
    private final long maxRows;
    private final Supplier<Enumerator<@Nullable Object>> source;
    private @Nullable Enumerator<@Nullable Object> rows;
    private @Nullable Object[] row = new Object[0];
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean admitted;
    private boolean rests = true;
    private volatile boolean closed;

    /** @param admission lets it work; null if it need not wait for a turn */
    SqlCursor(
            StatementRegistry registry,
            @Nullable Admission admission,
            RunningStatement statement,
            List<SqlColumn> columns,
            StatementScope scope,
            long maxRows,
            Supplier<Enumerator<@Nullable Object>> source) {
        this.registry = registry;
        this.admission = admission;
        this.statement = statement;
        this.columns = List.copyOf(columns);
        this.scope = scope;
        this.maxRows = maxRows;
        this.source = source;
        statement.rests();
        statement.onCancel(this::endIfIdle);
    }

    /** Columns of each row. */
    public List<SqlColumn> columns() {
        return columns;
    }

    /** Moves to the next row; false at the end. Waits for its turn before it works, see {@link AdmissionSettings}. */
    public boolean next() {
        if (!busy.compareAndSet(false, true)) {
            throw statement.cancelled(); // whoever cancels is ending it
        }
        try {
            return step();
        } finally {
            busy.set(false);
            if (statement.isCancelled()) {
                endIfIdle();
            }
        }
    }

    private boolean step() {
        if (closed) {
            if (statement.state() == RunningStatement.State.CANCELLED) {
                throw statement.cancelled();
            }
            return false;
        }
        try {
            if (rests) {
                rests = false;
                statement.works();
            }
            admit();
            Enumerator<@Nullable Object> begun = rows;
            if (begun == null) {
                statement.checkAlive();
                begun = source.get();
                rows = begun;
            }
            if (!begun.moveNext()) {
                end(RunningStatement.State.DONE);
                return false;
            }
            if (statement.countRow() > maxRows) {
                throw new TrueNowException(
                        ErrorCode.ROW_LIMIT, "The answer has more than [" + maxRows + "] rows (limit of rows).");
            }
            Object current = begun.current();
            row = columns.size() == 1 && !(current instanceof Object[] array && array.length == 1)
                    ? new Object[] {current}
                    : (Object[]) Objects.requireNonNull(current);
            statement.countBytes(bytes(row));
            return true;
        } catch (RuntimeException | Error failure) {
            end(RunningStatement.State.FAILED);
            throw registry.fail(statement, failure);
        }
    }

    private static long bytes(@Nullable Object[] row) {
        long bytes = 0;
        for (Object value : row) {
            bytes += value instanceof String text ? text.length() : value == null ? 0 : Long.BYTES;
        }
        return bytes;
    }

    private void admit() {
        Admission turns = admission;
        if (turns != null && !admitted) {
            statement.waits(true);
            try {
                turns.enter(statement.principal().tenant(), statement.priority(), statement::checkAlive);
            } finally {
                statement.waits(false);
            }
            admitted = true;
        }
    }

    /** Lets others work while nobody asks for rows here; the next {@link #next()} waits for its turn again. */
    public void pause() {
        if (busy.compareAndSet(false, true)) {
            try {
                leave();
                rests = true;
                statement.rests();
            } finally {
                busy.set(false);
            }
            if (statement.isCancelled()) {
                endIfIdle();
            }
        }
    }

    private void leave() {
        Admission turns = admission;
        if (turns != null && admitted) {
            admitted = false;
            turns.leave(statement.principal().tenant());
        }
    }

    /** The current row, in Calcite's internal form. The caller may keep it. */
    public @Nullable Object[] row() {
        return row;
    }

    /** What the scans did so far. */
    public ScanStatistics statistics() {
        return statement.statistics();
    }

    /** Tables and log positions that the scans so far have covered. */
    public StatementScope scope() {
        return scope;
    }

    /** The running statement. */
    public RunningStatement statement() {
        return statement;
    }

    /** Ends the statement soon; thread-safe. */
    public void cancel() {
        statement.cancel();
    }

    /** As {@link #pause()}, and the time from now on is not the statement's; {@link #resume()} comes before the next row. */
    public void park() {
        statement.park();
        pause();
    }

    /** The time of the statement runs again. */
    public void resume() {
        statement.resume();
    }

    private void endIfIdle() {
        if (busy.compareAndSet(false, true)) {
            try {
                if (!closed) {
                    end(RunningStatement.State.FAILED);
                    registry.count(ErrorCode.CANCELLED);
                }
            } finally {
                busy.set(false);
            }
        }
    }

    private void end(RunningStatement.State how) {
        if (!closed) {
            closed = true;
            try {
                if (rows != null) {
                    rows.close();
                }
            } finally {
                leave();
                scope.close();
                registry.end(statement, how);
            }
        }
    }

    @Override
    public void close() {
        // Not while a cancel ends it: then there is nothing left to do, and while a row is computed nobody closes.
        if (busy.compareAndSet(false, true)) {
            try {
                end(RunningStatement.State.DONE);
            } finally {
                busy.set(false);
            }
        }
    }
}
