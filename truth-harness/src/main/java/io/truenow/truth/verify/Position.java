package io.truenow.truth.verify;

/** Where an event stands in the log: row {@code index} of the record at {@code partition:offset}. */
public record Position(int partition, long offset, int index) implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
        int by = Integer.compare(partition, other.partition);
        by = by != 0 ? by : Long.compare(offset, other.offset);
        return by != 0 ? by : Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return partition + ":" + offset + ":" + index;
    }
}
