package io.truenow.bench.side;

import io.truenow.bench.replay.Load;
import io.truenow.bench.workload.Bodies;

/** A server that takes W1 over HTTP and counts what it holds. */
public interface Peer extends AutoCloseable {

    /** Name for the report. */
    String name();

    /** Makes what a table needs before its first body. */
    void prepare(int table);

    /** A load of bodies, which name the table already. */
    Load load(Bodies bodies, int connections);

    /** What the table holds now, as a query sees it. */
    Held held(int table);

    /** Process of the server. */
    long pid();

    @Override
    void close();

    /**
     * What a table holds.
     *
     * @param rows number of rows
     * @param revenue sum of {@code revenue}
     */
    record Held(long rows, double revenue) {

        /** Nothing. */
        public static final Held NOTHING = new Held(0, 0);

        /** Whether a sum is the one expected, but for the order of its additions. */
        public boolean revenueIs(double expected) {
            return Math.abs(revenue - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
        }
    }
}
