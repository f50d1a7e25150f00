package io.truenow.bench.statement;

import java.util.List;

/** An engine in this process that answers statements over the same events. For one thread. */
interface Side extends AutoCloseable {

    /** What stands for the table in a statement. */
    String table();

    /** The answer in the form of {@link Asked#rows()}. */
    List<String> rows(String sql);

    /** The answer's {@link Asked#check()}, after all of it was read. */
    double check(String sql);

    @Override
    void close();
}
