package io.truenow.admin.port;

/** Door to SQL. Each call is independent of the others. Thread-safe. */
@FunctionalInterface
public interface SqlRunner {

    /**
     * Prepares a call; nothing is sent before {@link SqlCall#run()}.
     *
     * @param sql one statement, without a trailing semicolon
     * @param maxRows rows of the answer at most, 1 or more; more rows only set {@link ResultRows#truncated()}
     */
    SqlCall call(String sql, int maxRows);

    /** Runs one statement to its end in the calling thread. */
    default ResultRows run(String sql, int maxRows) {
        return call(sql, maxRows).run();
    }
}
