package io.truenow.sql.tail;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.Placement;
import io.truenow.sql.port.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A log in memory. Thread-safe. */
public final class MemoryLog implements EventLog {

    private final List<List<EventBatch>> partitions = new ArrayList<>();
    private int corruptFrom = Integer.MAX_VALUE;

    /** An empty log. */
    public MemoryLog() {
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            partitions.add(new ArrayList<>());
        }
    }

    synchronized void append(int partition, EventBatch batch) {
        partitions.get(partition).add(batch);
    }

    /** Records from this offset on cannot be read, in any partition. */
    synchronized void corruptFrom(int offset) {
        corruptFrom = offset;
    }

    @Override
    public synchronized long[] ends() {
        return partitions.stream().mapToLong(List::size).toArray();
    }

    @Override
    public Reader open(long[] offsets) {
        long[] next = offsets.clone();
        return new Reader() {
            @Override
            public List<Entry> next(Duration wait) {
                return read(next);
            }

            @Override
            public void close() {}
        };
    }

    private synchronized List<Entry> read(long[] next) {
        List<Entry> entries = new ArrayList<>();
        for (int partition = 0; partition < next.length; partition++) {
            while (next[partition] < partitions.get(partition).size()) {
                if (next[partition] >= corruptFrom) {
                    throw new TrueNowException(ErrorCode.CORRUPT_RECORD, "The log cannot be read any further.");
                }
                int offset = (int) next[partition]++;
                entries.add(
                        new Entry(partition, offset, partitions.get(partition).get(offset)));
            }
        }
        return entries;
    }
}
