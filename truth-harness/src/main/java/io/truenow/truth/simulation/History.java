package io.truenow.truth.simulation;

import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One history from its plan to its last check, on the calling platform thread. */
final class History {

    private static final long CATCH_UP_MICROS = 60_000_000;
    private static final long LATE_RECORDS_MICROS = 2_000_000;
    private static final long[] WINDOWS = {50_000, 500_000, 5_000_000, TableSettings.UNBOUNDED};

    private final World world;
    private final List<Client> clients = new ArrayList<>();
    private final Observer observer;
    private boolean ended;

    private History(Plan plan, boolean tracing) {
        world = new World(plan, tracing);
        observer = new Observer(world);
    }

    /** Runs a history; a violation is part of the result. */
    static HistoryResult run(Plan plan, boolean tracing) {
        return new History(plan, tracing).run();
    }

    private HistoryResult run() {
        Scheduler scheduler = world.scheduler();
        scheduler.start(this::direct);
        scheduler.run();
        if (!ended) {
            scheduler.fail(new Violation(Invariant.LIVENESS, "Everybody waits and nobody comes."));
        }
        Violation violation = violation(scheduler.failure());
        scheduler.stop();
        return result(violation);
    }

    private static @Nullable Violation violation(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> null;
            case Violation violation -> violation;
            default -> {
                Violation surprise = new Violation(Invariant.NO_SURPRISE, String.valueOf(failure));
                surprise.initCause(failure);
                yield surprise;
            }
        };
    }

    private HistoryResult result(@Nullable Violation violation) {
        Cluster cluster = world.cluster();
        return new HistoryResult(
                world.plan(),
                world.scheduler().steps(),
                world.scheduler().fingerprint(),
                clients.stream().mapToLong(Client::attempts).sum(),
                clients.stream().mapToLong(Client::acknowledged).sum(),
                cluster.crashes(),
                cluster.restarts(),
                cluster.moves(),
                observer.answers(),
                world.checks().compared(),
                world.scheduler().foreignWakes(),
                world.faults().counts(),
                violation,
                world.traced());
    }

    private void direct() {
        SplittableRandom random = Plan.stream(world.plan().seed(), 6);
        List<String> tables = declareTables(random);
        startCluster(random);
        Workload workload = new Workload(world, tables);
        for (int i = 0; i < world.plan().clients(); i++) {
            Client client = new Client(world, i, workload);
            clients.add(client);
            world.scheduler().start(client::run);
        }
        world.scheduler().start(observer::run);
        world.scheduler().start(this::disturb);
        while (!clients.stream().allMatch(Client::isDone)) {
            world.scheduler().sleep(20_000);
        }
        world.faults().heal();
        world.scheduler().sleep(LATE_RECORDS_MICROS);
        long until = world.scheduler().nowMicros() + CATCH_UP_MICROS;
        while (!world.cluster().isCaughtUp()) {
            Violation.unless(
                    world.scheduler().nowMicros() < until,
                    Invariant.LIVENESS,
                    "the partitions are not caught up after the last recovery");
            world.scheduler().sleep(20_000);
        }
        world.checks().end();
        ended = true;
        // The one way out of the scheduler's loop while others still wait.
        world.scheduler().end();
    }

    private List<String> declareTables(SplittableRandom random) {
        List<String> tables = new ArrayList<>();
        List<ColumnSpec> columns = List.of(
                ColumnSpec.dimension("region"),
                ColumnSpec.dimension("user"),
                ColumnSpec.metric("amount"),
                ColumnSpec.metric("items"));
        for (int i = 0; i < world.plan().tables(); i++) {
            String name = "t" + i;
            tables.add(name);
            TableSettings settings = new TableSettings(
                    1 + random.nextInt(2), WINDOWS[random.nextInt(WINDOWS.length)], TableSettings.UNBOUNDED);
            world.catalog().declare(new TableRef("default", "sim", name), settings, columns);
        }
        return tables;
    }

    private void startCluster(SplittableRandom random) {
        TreeSet<Integer> partitions = new TreeSet<>();
        for (TableDescriptor table : world.catalog().tables()) {
            for (int shard = 0; shard < table.settings().shards(); shard++) {
                partitions.add(Placement.partition(table.tableId(), shard));
            }
        }
        partitions.add(random.nextInt(Placement.PARTITIONS));
        SimulatedDisk shared = world.disk();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < world.plan().nodes(); i++) {
            SimulatedDisk disk = world.plan().sharedDisk() ? shared : world.disk();
            nodes.add(new Node("node-" + (char) ('A' + i), disk, random.nextInt(2_000_000) - 1_000_000));
        }
        world.cluster().start(nodes, List.copyOf(partitions));
    }

    /** What goes wrong by the clock, and not at a call. */
    private void disturb() {
        Faults faults = world.faults();
        while (!faults.healed()) {
            world.scheduler().sleep(5_000 + faults.number(80_000));
            if (faults.wanted(Fault.PARTITION_MOVED, 0.2) && world.cluster().move()) {
                faults.count(Fault.PARTITION_MOVED);
            }
            if (faults.wanted(Fault.ORDERLY_RESTART, 0.02) && world.cluster().restart()) {
                faults.count(Fault.ORDERLY_RESTART);
            }
            if (faults.happens(Fault.MACHINE_CRASH, 0.02)) {
                world.cluster().crashMachine("some moment");
            }
            for (Incarnation process : world.cluster().open()) {
                if (faults.wanted(Fault.DISK_BIT_FLIPPED, 0.04)
                        && process.node().disk().flipSomeBit()) {
                    faults.count(Fault.DISK_BIT_FLIPPED);
                }
                if (faults.happens(Fault.DISK_FULL, 0.02)) {
                    process.node().disk().fillFor(50_000 + faults.number(1_000_000));
                }
            }
        }
    }
}
