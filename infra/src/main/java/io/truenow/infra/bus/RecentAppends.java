package io.truenow.infra.bus;

import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.Placement;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What this process has just appended to the log, by partition and offset, from its acknowledgement until it is applied: the reader
 * of the log takes it from here and asks brokers for the rest only. Bounded by bytes; what finds no room is left to the brokers. Only
 * partitions that the reader has opened are kept. Thread-safe.
 */
public final class RecentAppends {

    /** Bytes unless set. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;

    /** A record of the log that was acknowledged. */
    record Appended(long offset, long appendedMillis, EventBatchAccepted fact, long bytes) {}

    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition offered = lock.newCondition();
    private final Part[] parts = new Part[Placement.PARTITIONS];
    private final LongAdder left = new LongAdder();
    private long bytes;
    private long offers;

    /** The records of one partition, by ascending offset. */
    private static final class Part {
        private final ArrayDeque<Appended> records = new ArrayDeque<>();
        private boolean open;
    }

    /** Nothing yet; zero bytes keep nothing. */
    public RecentAppends(long maxBytes) {
        this.maxBytes = maxBytes;
        for (int partition = 0; partition < parts.length; partition++) {
            parts[partition] = new Part();
        }
    }

    /** Keeps what comes for a partition from now on. */
    void open(int partition) {
        lock.lock();
        try {
            parts[partition].open = true;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a partition. */
    void close(int partition) {
        lock.lock();
        try {
            Part part = parts[partition];
            part.open = false;
            while (!part.records.isEmpty()) {
                removeFirst(part);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a record that the log has acknowledged; those of a partition come by ascending offset, others are left out. */
    void offer(int partition, long offset, long appendedMillis, EventBatchAccepted fact) {
        long size = fact.heapBytes();
        lock.lock();
        try {
            Part part = parts[partition];
            if (!part.open || !part.records.isEmpty() && part.records.getLast().offset() >= offset) {
                return;
            }
            if (bytes + size > maxBytes) {
                left.increment();
                return;
            }
            part.records.add(new Appended(offset, appendedMillis, fact, size));
            bytes += size;
            offers++;
            offered.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the record at an offset out, and drops those in front of it; null if it is not here. */
    @Nullable
    Appended take(int partition, long offset) {
        lock.lock();
        try {
            Part part = parts[partition];
            while (!part.records.isEmpty() && part.records.getFirst().offset() < offset) {
                removeFirst(part);
            }
            boolean isHere = !part.records.isEmpty() && part.records.getFirst().offset() == offset;
            return isHere ? removeFirst(part) : null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a partition has a record. */
    boolean has(int partition) {
        lock.lock();
        try {
            return !parts[partition].records.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private Appended removeFirst(Part part) {
        Appended first = part.records.removeFirst();
        bytes -= first.bytes();
        return first;
    }

    /** Records that were kept so far, with which {@link #await} tells a new one. */
    long offers() {
        lock.lock();
        try {
            return offers;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there was a record more than the given number, or the time has passed. */
    void await(long seenOffers, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long rest = nanos;
            while (offers == seenOffers && rest > 0) {
                rest = offered.awaitNanos(rest);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of what waits here. */
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** The bound of {@link #bytes()}. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Records that found no room. */
    public long left() {
        return left.sum();
    }
}
