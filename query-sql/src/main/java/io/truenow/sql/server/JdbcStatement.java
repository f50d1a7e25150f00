package io.truenow.sql.server;

import io.truenow.sql.exec.SqlCursor;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** A statement of a connection: its text once it is known, and the cursor while rows are left. Guarded by itself. */
final class JdbcStatement {

    private final int id;
    private @Nullable String sql;
    private volatile @Nullable SqlCursor cursor;
    private Meta.@Nullable Signature signature;
    private long offset;
    private long maxRows;

    JdbcStatement(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    synchronized @Nullable String sql() {
        return sql;
    }

    synchronized void sql(String text, long rows) {
        this.sql = text;
        this.maxRows = rows;
    }

    /** Rows fetched so far. */
    synchronized long position() {
        return offset;
    }

    synchronized long maxRows() {
        return maxRows;
    }

    /** Takes the place of what ran before. */
    synchronized Meta.Signature open(String text, SqlCursor opened, long rows, List<RelDataType> parameters) {
        close();
        sql = text;
        cursor = opened;
        offset = 0;
        maxRows = rows <= 0 ? Long.MAX_VALUE : rows;
        signature = WireTypes.signature(text, opened.columns(), parameters);
        return signature;
    }

    /** The next rows; the last frame closes the cursor. Null if these are not the rows that come next. */
    synchronized Meta.@Nullable Frame frame(long wanted, int rows) {
        SqlCursor open = cursor;
        Meta.Signature described = signature;
        if (open == null || described == null) {
            return wanted == offset ? new Meta.Frame(offset, true, List.of()) : null;
        }
        if (wanted != offset) {
            return null;
        }
        List<Object> values = new ArrayList<>(Math.min(rows, 1024));
        boolean more = true;
        try {
            while (values.size() < rows && offset + values.size() < maxRows && (more = open.next())) {
                values.add(row(described, open.row()));
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
        boolean done = !more || offset + values.size() >= maxRows;
        Meta.Frame frame = new Meta.Frame(offset, done, values);
        offset += values.size();
        if (done) {
            close();
        }
        return frame;
    }

    private static List<@Nullable Object> row(Meta.Signature signature, @Nullable Object[] row) {
        List<@Nullable Object> values = new ArrayList<>(row.length);
        for (int i = 0; i < row.length; i++) {
            values.add(WireTypes.value(signature.columns.get(i).type, row[i]));
        }
        return values;
    }

    /** Whether rows are left that nobody may fetch any more, because the statement's time is over. */
    synchronized void closeIfOver(long limitMicros) {
        if (cursor != null && cursor.statement().elapsedMicros() > limitMicros) {
            close();
        }
    }

    synchronized void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }

    /** Ends a run from another thread. */
    void cancel() {
        SqlCursor open = cursor;
        if (open != null) {
            open.cancel();
        }
    }
}
