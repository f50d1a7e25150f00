package io.truenow.bench.ingest;

import io.truenow.bench.side.Peer;
import io.truenow.bench.side.Started;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** R1: batches over a few connections, sides in turn, each round into a fresh table. Not thread-safe. */
public final class BatchIngest {

    private static final long WARM_UP_EVENTS = 500_000;

    private final List<Contestant> contestants = new ArrayList<>();
    private final Tables tables;
    private final int connections;
    private final int warmUps;
    private final Consumer<String> log;

    private record Contestant(Peer peer, Bodies bodies, Bodies warmUp, Series series) {}

    /**
     * Rounds of contestants that are added later.
     *
     * @param warmUps loads of half a million events of each before the first round, until its code is compiled
     */
    public BatchIngest(Tables tables, int connections, int warmUps, Consumer<String> log) {
        this.tables = tables;
        this.connections = connections;
        this.warmUps = warmUps;
        this.log = log;
    }

    /** Adds a side with the bodies that it is sent; its series fills while the rounds run. */
    public <T extends Peer> Series add(Started<T> started, Bodies bodies) {
        Peer peer = started.side();
        if (peer == null) {
            return Series.notRun(started.missing());
        }
        Dialect dialect = bodies.dialect();
        Bodies warmUp = Bodies.of(dialect, Math.min(WARM_UP_EVENTS, bodies.events()), bodies.eventsEach());
        Contestant contestant = new Contestant(peer, bodies, warmUp, new Series());
        contestants.add(contestant);
        return contestant.series();
    }

    /** Warms up, then runs rounds while there is time, at least one. */
    public void run(int rounds, BooleanSupplier timeForAnother) {
        for (Contestant each : contestants) {
            for (int i = 0; i < warmUps; i++) {
                each.series().warmUp(() -> Trial.run(each.peer(), each.warmUp(), connections, tables.next()));
            }
        }
        for (int round = 0; round < rounds && (round == 0 || timeForAnother.getAsBoolean()); round++) {
            for (int i = 0; i < contestants.size(); i++) {
                // Another side begins each round, so that none always comes behind the same.
                Contestant each = contestants.get((i + round) % contestants.size());
                each.series().add(() -> Trial.run(each.peer(), each.bodies(), connections, tables.next()));
                log.accept("round " + (round + 1) + ", " + each.peer().name() + " by "
                        + each.bodies().dialect() + ": " + each.series().last());
            }
        }
    }

    /** One more load into a fresh table, outside of the rounds. */
    public static Round once(Peer peer, Bodies bodies, int connections, int table) {
        return Trial.run(peer, bodies, connections, table);
    }
}
