package io.truenow.truth.simulation;

import io.truenow.events.catalog.TableSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** The parts of one history. */
final class World {

    /** 2026-11-20T00:00:00Z. */
    static final long START_MICROS = 1_795_132_800_000_000L;

    private static final int TRACED = 120;
    private static final long MOST_STEPS = 400_000;

    private final Plan plan;
    private final boolean tracing;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Scheduler scheduler;
    private final Faults faults;
    private final Sizes sizes;
    private final Model model = new Model();
    private final SimulatedLog log;
    private final SimulatedCatalog catalog;
    private final Cluster cluster;
    private final Checks checks;
    private final Plants plants;

    World(Plan plan, boolean tracing) {
        this.plan = plan;
        this.tracing = tracing;
        scheduler = new Scheduler(plan.seed() * 7 + 3, START_MICROS, MOST_STEPS);
        faults = new Faults(plan);
        sizes = Sizes.of(plan);
        log = new SimulatedLog(
                scheduler,
                faults,
                plan.planted() == PlantedBug.ACK_BEFORE_SYNC,
                (partition, entry) -> visible(entry),
                () -> crashWhileAppending(),
                this::trace);
        catalog = new SimulatedCatalog(faults, Plan.stream(plan.seed(), 4), scheduler::pass);
        cluster = new Cluster(this);
        checks = new Checks(this);
        plants = new Plants(plan.planted());
    }

    private void crashWhileAppending() {
        cluster.crashMachine("an append");
    }

    private void visible(SimulatedLog.Entry entry) {
        trace("log " + entry.partition() + ":" + entry.offset() + " synced");
        model.apply(entry);
        cluster.wake(entry.partition());
    }

    /** Whether a table remembers ids for ever. */
    boolean isUnbounded(UUID tableId) {
        return catalog.tables().stream()
                .anyMatch(table -> table.tableId().equals(tableId)
                        && table.settings().dedupWindowMicros() == TableSettings.UNBOUNDED);
    }

    /** Shards of a table. */
    int shards(UUID tableId) {
        return catalog.tables().stream()
                .filter(table -> table.tableId().equals(tableId))
                .mapToInt(table -> table.settings().shards())
                .sum();
    }

    SimulatedDisk disk() {
        return new SimulatedDisk(scheduler, faults, this::trace);
    }

    /** Keeps the last lines, if this history is traced. */
    void trace(String line) {
        if (tracing) {
            if (lines.size() == TRACED) {
                lines.removeFirst();
            }
            lines.add((scheduler.nowMicros() - START_MICROS) + " us: " + line);
        }
    }

    List<String> traced() {
        return List.copyOf(lines);
    }

    Plan plan() {
        return plan;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Faults faults() {
        return faults;
    }

    Sizes sizes() {
        return sizes;
    }

    Model model() {
        return model;
    }

    SimulatedLog log() {
        return log;
    }

    SimulatedCatalog catalog() {
        return catalog;
    }

    Cluster cluster() {
        return cluster;
    }

    Checks checks() {
        return checks;
    }

    Plants plants() {
        return plants;
    }
}
