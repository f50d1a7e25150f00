package io.truenow.events.ingest;

/** Place of an event in the log: partition, offset of the record, index of the event in the record. */
public record LogPosition(int partition, long offset, int index) implements Comparable<LogPosition> {

    /** {@code partition:offset:index}. */
    @Override
    public String toString() {
        return partition + ":" + offset + ":" + index;
    }

    @Override
    public int compareTo(LogPosition other) {
        int byPartition = Integer.compare(partition, other.partition);
        int byOffset = byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
        return byOffset != 0 ? byOffset : Integer.compare(index, other.index);
    }
}
