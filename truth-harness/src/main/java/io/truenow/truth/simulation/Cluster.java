package io.truenow.truth.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The processes of a history and who owns which partition: a partition comes to its new owner after the old one gave it back or died. */
final class Cluster {

    private final World world;
    private final List<Node> nodes = new ArrayList<>();
    private final TreeMap<Integer, Incarnation> owners = new TreeMap<>();
    private final Set<Integer> moving = new HashSet<>();
    private List<Integer> partitions = List.of();
    private long crashes;
    private long restarts;
    private long moves;

    Cluster(World world) {
        this.world = world;
    }

    /** Starts a process on each node; the given partitions are shared out. */
    void start(List<Node> all, List<Integer> owned) {
        partitions = owned;
        nodes.addAll(all);
        nodes.forEach(this::run);
    }

    /** Partitions that have an owner. */
    List<Integer> partitions() {
        return partitions;
    }

    private void run(Node node) {
        if (node.current() == null) {
            node.runs(new Incarnation(world, node));
            world.trace(node + " starts");
            shareOut();
        }
    }

    /** Gives partitions without owner to processes that run. */
    private void shareOut() {
        List<Incarnation> open = open();
        for (int partition : partitions) {
            if (!open.isEmpty() && !owners.containsKey(partition)) {
                give(partition, open.get(world.faults().number(open.size())));
            }
        }
    }

    private void give(int partition, Incarnation to) {
        owners.put(partition, to);
        to.reader().assign(partition);
    }

    /** Processes that take requests. */
    List<Incarnation> open() {
        List<Incarnation> open = new ArrayList<>();
        for (Node node : nodes) {
            Incarnation current = node.current();
            if (current != null && current.isOpen()) {
                open.add(current);
            }
        }
        return open;
    }

    @Nullable
    Incarnation owner(int partition) {
        return owners.get(partition);
    }

    /** Something new is in a partition. */
    void wake(int partition) {
        Incarnation owner = owners.get(partition);
        if (owner != null) {
            owner.reader().wake();
        }
    }

    /** Kills a process; it comes again after a while. */
    void crash(Incarnation process, String where) {
        world.trace(process.node() + " crashes at " + where);
        crashes++;
        end(process);
    }

    private void end(Incarnation process) {
        Node node = process.node();
        if (node.current() != process) {
            return;
        }
        process.kill();
        node.runs(null);
        owners.entrySet().removeIf(entry -> {
            boolean gone = entry.getValue() == process;
            if (gone) {
                moving.remove(entry.getKey());
            }
            return gone;
        });
        Faults faults = world.faults();
        world.scheduler().after(1_000 + faults.number(500_000), () -> {
            restarts++;
            run(node);
        });
        world.scheduler().after(1_000 + faults.number(200_000), this::shareOut);
    }

    /** Kills all processes; the log loses what it has not synced. */
    void crashMachine(String where) {
        world.trace("the machine crashes at " + where);
        crashes++;
        world.log().crash();
        for (Node node : nodes) {
            Incarnation current = node.current();
            if (current != null) {
                end(current);
            }
        }
    }

    /** Ends a process in order; it comes again. */
    boolean restart() {
        List<Incarnation> open = open();
        if (open.isEmpty()) {
            return false;
        }
        Incarnation process = open.get(world.faults().number(open.size()));
        world.trace(process.node() + " ends in order");
        process.close(() -> end(process));
        return true;
    }

    /** Moves a partition to another owner, or takes it away and gives it back. */
    boolean move() {
        List<Incarnation> open = open();
        if (open.isEmpty() || partitions.isEmpty()) {
            return false;
        }
        int partition = partitions.get(world.faults().number(partitions.size()));
        Incarnation to = open.get(world.faults().number(open.size()));
        Incarnation from = owners.get(partition);
        if (from == null || !from.isOpen() || !moving.add(partition)) {
            return false;
        }
        moves++;
        world.trace(partition + " moves from " + from.node() + " to " + to.node());
        from.reader().revoke(partition, () -> {
            moving.remove(partition);
            owners.remove(partition);
            if (to.isOpen()) {
                give(partition, to);
            } else {
                shareOut();
            }
        });
        return true;
    }

    /** Whether each partition has an owner that applied all of it. */
    boolean isCaughtUp() {
        for (int partition : partitions) {
            Incarnation owner = owners.get(partition);
            if (owner == null
                    || !owner.reader().isReady(partition)
                    || owner.tier().projection().nextOffsets().getOrDefault(partition, -1L)
                            < world.log().end(partition)) {
                return false;
            }
        }
        return true;
    }

    long crashes() {
        return crashes;
    }

    long restarts() {
        return restarts;
    }

    long moves() {
        return moves;
    }
}
