package io.truenow.hottier.read;

/** Tables held as they were at one moment. Thread-safe; the snapshots are let go when it is closed. */
public interface ReadPin extends AutoCloseable {

    /** Reads of the held tables: each time of the same snapshot. Other tables are read as they are. */
    HotTierReads reads();

    @Override
    void close();
}
