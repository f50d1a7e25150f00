package io.truenow.admin.port;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer row by row. One thread, one answer. */
public interface RowSink {

    /** Comes once, before the first row. */
    void columns(List<ResultColumn> columns) throws IOException;

    /** One row, cells as in {@link ResultRows#rows()}. */
    void row(@Nullable Object[] cells) throws IOException;
}
