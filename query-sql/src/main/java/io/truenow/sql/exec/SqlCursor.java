package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.sql.scan.StatementScope;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a running statement. Its work begins with the first {@link #next()}, which may already take as long as the whole statement: an
 * aggregate has read all of its input before its first row. Must be closed; closes itself after the last row and on a failure. Only
 * {@link #cancel()} may be called from another thread.
 */
public final class SqlCursor implements AutoCloseable {

    private final StatementRegistry registry;
    private final RunningStatement statement;
    private final List<SqlColumn> columns;
    private final StatementScope scope;
    private final long maxRows;
    private final Supplier<Enumerator<@Nullable Object>> source;
    private @Nullable Enumerator<@Nullable Object> rows;
    private @Nullable Object[] row = new Object[0];
    private boolean closed;

    SqlCursor(
            StatementRegistry registry,
            RunningStatement statement,
            List<SqlColumn> columns,
            StatementScope scope,
            long maxRows,
            Supplier<Enumerator<@Nullable Object>> source) {
        this.registry = registry;
        this.statement = statement;
        this.columns = List.copyOf(columns);
        this.scope = scope;
        this.maxRows = maxRows;
        this.source = source;
    }

    /** Columns of each row. */
    public List<SqlColumn> columns() {
        return columns;
    }

    /** Moves to the next row; false at the end. */
    public boolean next() {
        if (closed) {
            return false;
        }
        try {
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
            return true;
        } catch (RuntimeException | Error failure) {
            end(RunningStatement.State.FAILED);
            throw registry.fail(statement, failure);
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
        statement.cancelFlag().set(true);
    }

    private void end(RunningStatement.State how) {
        if (!closed) {
            closed = true;
            try {
                if (rows != null) {
                    rows.close();
                }
            } finally {
                registry.end(statement, how);
            }
        }
    }

    @Override
    public void close() {
        end(RunningStatement.State.DONE);
    }
}
