package io.truenow.truth.simulation;

import io.truenow.events.error.TrueNowException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the log for one process, as the product's reader does: one thread that is told of partitions, asks the owner where each goes
 * on, and delivers its records in order. Now and then it delivers again what the owner has.
 */
final class PartitionReader {

    private static final long RETRY_MICROS = 50_000;

    /** A partition comes or goes. */
    private record Order(int partition, boolean comes, Runnable afterwards) {}

    /** Where a partition is read. */
    private static final class Place {
        private long next;
        private final long endAtStart;

        Place(long next, long endAtStart) {
            this.next = next;
            this.endAtStart = endAtStart;
        }
    }

    private final World world;
    private final Incarnation process;
    private final Deque<Order> orders = new ArrayDeque<>();
    private final TreeMap<Integer, Place> places = new TreeMap<>();
    private final Thread thread;
    private boolean closing;
    private boolean closed;

    PartitionReader(World world, Incarnation process) {
        this.world = world;
        this.process = process;
        this.thread = process.start(this::run);
    }

    void assign(int partition) {
        order(new Order(partition, true, () -> {}));
    }

    void revoke(int partition, Runnable afterwards) {
        order(new Order(partition, false, afterwards));
    }

    private void order(Order order) {
        orders.add(order);
        wake();
    }

    /** There may be something to read. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Gives every partition back; called by another thread of the process. */
    void close() {
        closing = true;
        wake();
        while (!closed) {
            process.requireAlive();
            world.scheduler().sleep(200);
        }
    }

    /** Whether the owner has what was in the log when the partition came. */
    boolean isReady(int partition) {
        Place place = places.get(partition);
        return place != null
                && process.tier().projection().nextOffsets().getOrDefault(partition, -1L) >= place.endAtStart;
    }

    private void run() {
        while (!closing) {
            process.requireAlive();
            Order order = orders.poll();
            if (order != null) {
                if (order.comes()) {
                    take(order.partition());
                } else {
                    give(order);
                }
            } else if (!deliverSome()) {
                world.scheduler().park();
            }
        }
        for (int partition : List.copyOf(places.keySet())) {
            give(new Order(partition, false, () -> {}));
        }
        closed = true;
    }

    private void take(int partition) {
        long end = world.log().end(partition);
        try {
            long next = process.tier().projection().assigned(partition);
            world.trace(process.node() + " goes on with " + partition + " at " + next);
            world.checks().recovered(process, partition, next);
            places.put(partition, new Place(world.plants().position(process.node(), partition, next), end));
        } catch (TrueNowException e) {
            // The product stops the partition and reports it; an operator assigns it again.
            world.scheduler().after(RETRY_MICROS, () -> {
                if (!process.isDead()) {
                    assign(partition);
                }
            });
        }
    }

    private void give(Order order) {
        if (places.remove(order.partition()) != null) {
            process.tier().projection().revoked(order.partition());
            world.trace(process.node() + " gave " + order.partition() + " back");
        }
        process.requireAlive();
        order.afterwards().run();
    }

    private boolean deliverSome() {
        List<Integer> behind = new ArrayList<>();
        places.forEach((partition, place) -> {
            if (place.next < world.log().end(partition)) {
                behind.add(partition);
            } else if (place.next >= place.endAtStart) {
                process.tier().projection().caughtUp(partition, place.next);
            }
        });
        if (behind.isEmpty()) {
            return false;
        }
        int partition = behind.get(world.faults().number(behind.size()));
        Place place = places.get(partition);
        if (place == null) {
            return false;
        }
        int count = 1 + world.faults().number(4);
        for (int i = 0; i < count && place.next < world.log().end(partition) && orders.isEmpty(); i++) {
            process.step("deliver");
            deliver(partition, place.next);
            place.next++;
            world.plants().applied(process.node(), partition, place.next);
        }
        if (world.faults().happens(Fault.REDELIVERY, 0.02)) {
            place.next = Math.max(0, place.next - 1 - world.faults().number(8));
        }
        return true;
    }

    private void deliver(int partition, long offset) {
        SimulatedLog.Entry entry = world.log().read(partition, offset);
        process.tier().projection().on(entry.event(), partition, offset, entry.appendTimeMicros());
        world.checks().applied(process, entry);
    }
}
