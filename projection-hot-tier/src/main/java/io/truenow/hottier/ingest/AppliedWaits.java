package io.truenow.hottier.ingest;

import io.truenow.events.ingest.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * Who waits until which record of the log is applied. Nobody waiting costs the applying thread one volatile read a record; it looks at
 * those who wait only when it has come to the nearest of their records. Thread-safe.
 */
final class AppliedWaits {

    private final Partition[] partitions = new Partition[Placement.PARTITIONS];

    AppliedWaits() {
        for (int partition = 0; partition < partitions.length; partition++) {
            partitions[partition] = new Partition();
        }
    }

    /** One who waits; its action runs once, under no lock. */
    private record Waiting(long offset, Runnable action) {}

    /** Those who wait for a partition; its monitor guards the queue. */
    private static final class Partition {
        final PriorityQueue<Waiting> queue = new PriorityQueue<>(Comparator.comparingLong(Waiting::offset));
        volatile long nearest = Long.MAX_VALUE;

        void look() {
            Waiting first = queue.peek();
            nearest = first == null ? Long.MAX_VALUE : first.offset();
        }
    }

    /**
     * Runs an action once, when the record of an offset has been applied, at once if it has been. Where it runs is not said, so it is short.
     *
     * @param next offset behind the last applied record, written before {@link #reached} is called
     * @return gives up; nothing happens if the action has run
     */
    Runnable add(int number, long offset, LongSupplier next, Runnable action) {
        Partition partition = partitions[number];
        Waiting waiting = new Waiting(offset, action);
        synchronized (partition) {
            partition.queue.add(waiting);
            partition.look();
        }
        // Either this sees how far the applying thread has come, or that thread sees who waits.
        reached(number, next.getAsLong());
        return () -> {
            synchronized (partition) {
                partition.queue.removeIf(one -> one == waiting);
                partition.look();
            }
        };
    }

    /** Everything in front of an offset has been applied. */
    void reached(int number, long nextOffset) {
        Partition partition = partitions[number];
        if (partition.nearest >= nextOffset) {
            return;
        }
        List<Waiting> there = new ArrayList<>();
        synchronized (partition) {
            for (Waiting first = partition.queue.peek();
                    first != null && first.offset() < nextOffset;
                    first = partition.queue.peek()) {
                there.add(partition.queue.remove());
            }
            partition.look();
        }
        there.forEach(waiting -> waiting.action().run());
    }
}
