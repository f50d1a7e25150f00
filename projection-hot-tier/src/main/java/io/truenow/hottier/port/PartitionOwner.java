package io.truenow.hottier.port;

/**
 * Told by the message source which partitions of the log this process owns. Called on the thread that also delivers the records,
 * never while one is being applied.
 */
public interface PartitionOwner {

    /**
     * A partition was assigned: its newest good checkpoint is loaded.
     *
     * @return offset of the first record to deliver
     */
    long assigned(int partition);

    /** A partition was taken away: its state is checkpointed, if that is still allowed, and dropped. */
    void revoked(int partition);

    /**
     * A partition was read up to an end offset, whether or not a record of it was for us; used for readiness.
     *
     * @param nextOffset offset behind the last record that exists
     */
    void caughtUp(int partition, long nextOffset);
}
