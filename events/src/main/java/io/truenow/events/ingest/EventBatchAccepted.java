package io.truenow.events.ingest;

/**
 * Fact: a batch of events was accepted into one shard of a table. One per log record, never one per event.
 *
 * @param batch the events
 * @param encoded the batch in its stored form, as the log keeps it
 */
public record EventBatchAccepted(EventBatch batch, byte[] encoded) {

    /** The fact for a batch. */
    public static EventBatchAccepted of(EventBatch batch) {
        return new EventBatchAccepted(batch, EventBatchCodec.encode(batch));
    }

    /** The fact as it was read from the log. */
    public static EventBatchAccepted decode(byte[] encoded) {
        return new EventBatchAccepted(EventBatchCodec.decode(encoded), encoded);
    }

    /** Bytes in memory, roughly. */
    public long heapBytes() {
        return encoded.length + batch.events().heapBytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventBatchAccepted that && java.util.Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "EventBatchAccepted[" + batch.header().table() + ", "
                + batch.events().rows() + " events]";
    }
}
