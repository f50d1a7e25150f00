package io.truenow.admin.port;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Door to SQL for answers that are too long to be held: rows are handed on as they come. Thread-safe. */
public interface SqlExport {

    /**
     * Runs one statement in the calling thread. A sink that throws ends the statement.
     *
     * @param maxRows rows handed on at most, 1 or more
     * @throws IOException from the sink
     */
    End export(String sql, int maxRows, RowSink sink) throws IOException;

    /**
     * How it ended.
     *
     * @param rows rows handed on
     * @param cut whether there are more
     * @param failure why it ended early, or null
     */
    record End(long rows, boolean cut, @Nullable SqlFailure failure) {}
}
