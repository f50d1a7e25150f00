package io.truenow.truth.verify;

/** The log, read by offsets. Not thread-safe. */
public interface ReadableLog extends AutoCloseable {

    /** Takes what is read, in the order of the offsets. */
    interface Sink {

        /** A record; the append time is in microseconds. */
        void record(long offset, long appendTimeMicros, byte[] value);

        /** Records that are not there or cannot be read; the rest follows. */
        void damaged(Damage damage);
    }

    /** Number of partitions. */
    int partitions();

    /** Offset behind the last record of a partition. */
    long endOffset(int partition);

    /** Reads records from one offset to in front of another; whatever is missing in between is told to the sink as damage. */
    void read(int partition, long from, long to, Sink sink);

    @Override
    void close();
}
