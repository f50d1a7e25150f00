package io.truenow.bench.run;

import io.truenow.bench.log.AxonStoreChild;
import io.truenow.bench.log.LogReplay;
import io.truenow.bench.report.Comparison;
import io.truenow.bench.report.Figure;
import io.truenow.bench.report.Found;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** R9, in servers of its own while no other runs. Not thread-safe. */
final class ReplayPhase {

    /** Axon stores a thousand times fewer events a second. */
    private static final long MOST_PEER_EVENTS = 200_000;

    private static final int POSTGRES_PORT = 40;
    private static final double TARGET = 100;

    private final Plan plan;
    private final Time time;
    private final Consumer<String> log;

    ReplayPhase(Plan plan, Time time, Consumer<String> log) {
        this.plan = plan;
        this.time = time;
        this.log = log;
    }

    void run(Found found) {
        LogReplay replay = new LogReplay(plan.home(), plan.folder().resolve("replay"), plan.portOffset());
        List<Double> ours = new ArrayList<>();
        List<Double> empty = new ArrayList<>();
        List<Double> full = new ArrayList<>();
        replay.prepare();
        for (int round = 0; round < plan.rounds(); round++) {
            empty.add(replay.emptyStart());
        }
        String answer = replay.store(Bodies.of(Dialect.JSON_BATCH, plan.events(), Plan.BATCH));
        double least = Figure.of(empty).median();
        for (int round = 0; round < plan.rounds() && (round == 0 || time.up().isEmpty()); round++) {
            full.add(replay.startWithoutCheckpoints(plan.events(), answer));
            ours.add(plan.events() / (full.getLast() - least));
            log.accept(String.format(
                    Locale.ROOT, "R9, round %d: ready after %.1f s, empty %.1f s", round + 1, full.getLast(), least));
        }
        Figure peer;
        try {
            peer = Figure.of(List.of(AxonStoreChild.perSecond(
                    plan.folder().resolve("axon"),
                    plan.questDbPort(POSTGRES_PORT),
                    Math.min(plan.events(), MOST_PEER_EVENTS))));
        } catch (RuntimeException e) {
            peer = Figure.notRun("not run: " + e.getMessage());
        }
        found.add(new Comparison(
                "R9",
                "the log replayed into an empty hot tier, duplicates removed, by a server that starts without checkpoints",
                "events/s",
                Figure.of(ours),
                String.format(
                        Locale.ROOT,
                        "ready after %.1f s, with an empty log %.1f s",
                        Figure.of(full).median(),
                        least),
                "Axon's JDBC event store over PostgreSQL, read to its end, an event a message",
                peer,
                "",
                true,
                TARGET));
    }
}
