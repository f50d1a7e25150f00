package io.truenow.bench.ingest;

import io.truenow.bench.workload.Bodies;

/** Numbers of tables that were not used yet, for all sides of a run. Not thread-safe. */
public final class Tables {

    private int next;

    /** The next table. */
    public int next() {
        if (next > Bodies.MAX_TABLE) {
            throw new IllegalStateException("All table numbers up to " + Bodies.MAX_TABLE + " are used.");
        }
        return next++;
    }
}
