package io.truenow.jdbc;

import io.truenow.jdbc.wire.Operation;
import io.truenow.jdbc.wire.Wire;
import io.truenow.jdbc.wire.WireColumn;
import io.truenow.jdbc.wire.WireReader;
import io.truenow.jdbc.wire.WireValue;
import io.truenow.jdbc.wire.WireWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement. Each run is one request, and one more for each further frame of its rows; nothing is left on the server after the last.
 * Only {@link #cancel()} may come from another thread.
 */
class TrueNowStatement implements Statement {

    /** Beyond the query timeout, before the driver gives up on a server that should have ended the run itself. */
    private static final int GRACE_MILLIS = 10_000;

    private final TrueNowConnection connection;
    private final Session session;
    private final int id;
    private @Nullable TrueNowResultSet current;
    private long maxRows;
    private int queryTimeout;
    private int fetchSize;
    private boolean closed;
    private boolean closesOnCompletion;
    private boolean poolable;
    private long runs;
    /** The run that may be cancelled; 0 while there is none. */
    private volatile long activeRun;
    /** The last run that was cancelled. */
    private volatile long cancelledRun;

    TrueNowStatement(TrueNowConnection connection, Session session, int id) {
        this.connection = connection;
        this.session = session;
        this.id = id;
        this.queryTimeout = connection.queryTimeout();
        this.fetchSize = connection.fetchSize();
    }

    final Session session() {
        return session;
    }

    final TrueNowConnection connection() {
        return connection;
    }

    final void requireOpen() throws SQLException {
        session.requireOpen();
        if (closed) {
            throw Errors.of(Errors.INVALID_STATE, "The statement is closed.");
        }
    }

    /**
     * Runs a text.
     *
     * @param known the statement's last run, whose columns need not come again; null if none
     */
    final Run run(String sql, List<@Nullable Object> values, @Nullable Run known) throws SQLException {
        requireOpen();
        closeResult();
        long run = ++runs;
        activeRun = run;
        try {
            return sent(run, sql, values, known);
        } catch (SQLException | RuntimeException failure) {
            activeRun = 0;
            throw failure;
        }
    }

    private Run sent(long run, String sql, List<@Nullable Object> values, @Nullable Run known) throws SQLException {
        WireWriter request = session.request(Operation.EXECUTE)
                .number(id)
                .number(run)
                .text(sql)
                .text(connection.getSchema())
                .text(connection.minPosition())
                .text(connection.priority())
                .number(maxRows)
                .number(queryTimeout * 1_000L)
                .number(fetchSize)
                .fixed64(known == null ? 0 : known.fingerprint())
                .number(values.size());
        for (Object value : values) {
            WireValue.write(request, value);
        }
        if (cancelledRun == run) {
            throw Errors.of(Errors.CANCELLED, "The statement was cancelled.");
        }
        WireReader answer = session.call(request, timeout());
        int flags = answer.u8();
        long fingerprint = answer.fixed64();
        List<WireColumn> columns =
                (flags & Wire.SAME_COLUMNS) != 0 && known != null ? known.columns() : WireColumn.read(answer);
        return new Run(run, fingerprint, columns, Frame.read(answer, flags, columns));
    }

    private int timeout() {
        int most = session.socketMillis();
        long wanted = queryTimeout == 0 ? most : queryTimeout * 1_000L + GRACE_MILLIS;
        return (int) Math.min(most == 0 ? Integer.MAX_VALUE : most, wanted);
    }

    /** Shows the rows of a run. */
    final ResultSet show(Run run, String sql, List<@Nullable Object> values) {
        TrueNowResultSet result = new TrueNowResultSet(
                new Rows(run, sql, values), run.columns(), run.frame(), connection.zone(), fetchSize);
        current = result;
        if (run.frame().done()) {
            activeRun = 0;
        }
        return result;
    }

    /** Further frames of a run. */
    private final class Rows implements RowSource {

        private final Run shown;
        private final String sql;
        private final List<@Nullable Object> values;
        private long run;

        Rows(Run shown, String sql, List<@Nullable Object> values) {
            this.shown = shown;
            this.sql = sql;
            this.values = values;
            this.run = shown.number();
        }

        @Override
        public Frame fetch(long first, int rows) throws SQLException {
            WireWriter request = session.request(Operation.FETCH)
                    .number(id)
                    .number(run)
                    .number(first)
                    .number(rows);
            try {
                WireReader answer = session.call(request, timeout());
                Frame frame = Frame.read(answer, answer.u8(), shown.columns());
                if (frame.done()) {
                    activeRun = 0;
                }
                return frame;
            } catch (SQLException failure) {
                if (first == 0 && Errors.ROWS_LOST.equals(failure.getSQLState())) {
                    return again();
                }
                activeRun = 0;
                throw failure;
            }
        }

        /** Nobody has seen a row yet, so that the answer of another run is as good. */
        private Frame again() throws SQLException {
            run = ++runs;
            activeRun = run;
            Run more = sent(run, sql, values, shown);
            if (!more.columns().equals(shown.columns())) {
                throw Errors.of(
                        Errors.ROWS_LOST,
                        "The server was started again, and the table has other columns now; run again.");
            }
            return more.frame();
        }

        @Override
        public void ended() {
            activeRun = 0;
        }

        @Override
        public void abandoned() {
            activeRun = 0;
            session.tell(session.request(Operation.CLOSE).number(id).number(run));
        }

        @Override
        public void closed() throws SQLException {
            current = null;
            if (closesOnCompletion) {
                close();
            }
        }

        @Override
        public Statement statement() {
            return TrueNowStatement.this;
        }
    }

    private void closeResult() throws SQLException {
        TrueNowResultSet open = current;
        if (open != null) {
            boolean completes = closesOnCompletion;
            closesOnCompletion = false;
            try {
                open.close();
            } finally {
                closesOnCompletion = completes;
            }
        }
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        return show(run(sql, List.of(), null), sql, List.of());
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        executeQuery(sql);
        return true;
    }

    @Override
    public boolean execute(String sql, int generatedKeys) throws SQLException {
        return execute(sql);
    }

    @Override
    public boolean execute(String sql, int[] columns) throws SQLException {
        return execute(sql);
    }

    @Override
    public boolean execute(String sql, String[] columns) throws SQLException {
        return execute(sql);
    }

    /** Ends the run that is under way, also one that the server has not seen yet; does nothing if there is none. */
    @Override
    public void cancel() throws SQLException {
        long run = activeRun;
        if (run != 0 && !session.isClosed()) {
            cancelledRun = run;
            session.call(session.request(Operation.CANCEL).number(id).number(run));
        }
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            connection.forget(this);
            closeResult();
        }
    }

    @Override
    public boolean isClosed() {
        return closed || session.isClosed();
    }

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        requireOpen();
        return current;
    }

    @Override
    public int getUpdateCount() throws SQLException {
        requireOpen();
        return -1;
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        requireOpen();
        closeResult();
        return false;
    }

    @Override
    public boolean getMoreResults(int what) throws SQLException {
        return getMoreResults();
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        requireOpen();
        return maxRows;
    }

    @Override
    public void setLargeMaxRows(long rows) throws SQLException {
        requireOpen();
        maxRows = notNegative(rows, "limit of rows");
    }

    @Override
    public int getMaxRows() throws SQLException {
        return (int) Math.min(getLargeMaxRows(), Integer.MAX_VALUE);
    }

    @Override
    public void setMaxRows(int rows) throws SQLException {
        setLargeMaxRows(rows);
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        requireOpen();
        return queryTimeout;
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        requireOpen();
        queryTimeout = (int) notNegative(seconds, "query timeout");
    }

    @Override
    public int getFetchSize() throws SQLException {
        requireOpen();
        return fetchSize;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        requireOpen();
        fetchSize = (int) notNegative(rows, "fetch size");
    }

    private static long notNegative(long value, String what) throws SQLException {
        if (value < 0) {
            throw Errors.of(Errors.BAD_VALUE, "The " + what + " [" + value + "] is negative.");
        }
        return value;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        TrueNowResultSet open = current;
        return open == null ? null : open.getWarnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
        if (current != null) {
            current.clearWarnings();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        requireOpen();
        return connection;
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        requireOpen();
        closesOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        requireOpen();
        return closesOnCompletion;
    }

    @Override
    public void setPoolable(boolean isPoolable) throws SQLException {
        requireOpen();
        poolable = isPoolable;
    }

    @Override
    public boolean isPoolable() throws SQLException {
        requireOpen();
        return poolable;
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        requireOpen();
        return 0;
    }

    @Override
    public void setMaxFieldSize(int max) throws SQLException {
        requireOpen();
        if (notNegative(max, "field size") > 0) {
            throw Errors.unsupported("a limit of field sizes");
        }
    }

    /** The server understands escapes by itself, so that nothing is to be switched. */
    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        requireOpen();
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        throw Errors.unsupported("named cursors");
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        if (direction != ResultSet.FETCH_FORWARD) {
            throw Errors.unsupported("scrolling");
        }
    }

    @Override
    public int getFetchDirection() throws SQLException {
        requireOpen();
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        requireOpen();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getResultSetType() throws SQLException {
        requireOpen();
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        requireOpen();
        return connection.catalog().empty("GENERATED_KEY");
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        throw Errors.readOnly();
    }

    @Override
    public int executeUpdate(String sql, int generatedKeys) throws SQLException {
        throw Errors.readOnly();
    }

    @Override
    public int executeUpdate(String sql, int[] columns) throws SQLException {
        throw Errors.readOnly();
    }

    @Override
    public int executeUpdate(String sql, String[] columns) throws SQLException {
        throw Errors.readOnly();
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        throw Errors.readOnly();
    }

    @Override
    public void clearBatch() throws SQLException {
        requireOpen();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        throw Errors.readOnly();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Errors.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
