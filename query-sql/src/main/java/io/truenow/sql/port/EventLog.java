package io.truenow.sql.port;

import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventBatch;
import java.time.Duration;
import java.util.List;

/** The log of events, read from any place on, beside the hot tier and without taking anything from it. Thread-safe; a reader is for one thread. */
public interface EventLog {

    /**
     * Offset behind the last record of each partition, by partition.
     *
     * @throws TrueNowException {@code LOG_UNAVAILABLE}: no broker answers
     */
    long[] ends();

    /**
     * Reads on from somewhere.
     *
     * @param offsets of the first record wanted of each partition, by partition; none may be beyond its end
     */
    Reader open(long[] offsets);

    /** Records in the order of their partitions. */
    interface Reader extends AutoCloseable {

        /**
         * What came since the last call; empty if nothing did within the wait, also while no broker answers.
         *
         * @throws TrueNowException {@code CORRUPT_RECORD}: the next record cannot be read, nor can those behind it
         */
        List<Entry> next(Duration wait);

        @Override
        void close();
    }

    /** A record of the log and its place. */
    record Entry(int partition, long offset, EventBatch batch) {}
}
