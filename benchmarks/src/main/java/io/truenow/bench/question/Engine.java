package io.truenow.bench.question;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A side that answers SQL over a loaded table. Not thread-safe. */
public interface Engine extends AutoCloseable {

    /** Which it is. */
    Side side();

    /**
     * Asks and reads the whole answer. A statement that was asked before is prepared.
     *
     * @throws IllegalStateException with the engine's words, if it refuses
     */
    Reply ask(String sql);

    @Override
    void close();

    /** An engine, and so its SQL. */
    enum Side {
        TRUENOW,
        QUESTDB,
        CLICKHOUSE
    }

    /**
     * An answer.
     *
     * @param nanos from asking to the last row
     * @param rows values: text, or numbers as doubles; times are microseconds since 1970
     */
    record Reply(long nanos, List<List<@Nullable Object>> rows) {}
}
