package io.truenow.bench.run;

import io.truenow.bench.ingest.BatchIngest;
import io.truenow.bench.ingest.Series;
import io.truenow.bench.ingest.SingleIngest;
import io.truenow.bench.ingest.Tables;
import io.truenow.bench.ingest.VisibleUnderLoad;
import io.truenow.bench.ingest.VisibleUnderLoad.Visible;
import io.truenow.bench.profile.Profiler;
import io.truenow.bench.report.Comparison;
import io.truenow.bench.report.Figure;
import io.truenow.bench.report.Found;
import io.truenow.bench.side.BoundTrueNow;
import io.truenow.bench.side.Peer;
import io.truenow.bench.side.Started;
import io.truenow.bench.side.TrueNow;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** R1, R2, R8 and the profile of ingest. Remembers which tables hold W1 afterwards. Not thread-safe. */
final class IngestPhase {

    private static final String AS_IT_COMES = "QuestDB as it comes (unsynced, no ids)";
    private static final String SYNCED = "QuestDB synced, ids stored, DEDUP";
    /** A load of a round has so many times the events of one that warms up. */
    private static final int LOADS_AS_LARGE = 10;

    private static final String BATCHES = "batches of 1,000, 2 connections, synced";

    private final Plan plan;
    private final Sides sides;
    private final Tables tables;
    private final Time time;
    private final Consumer<String> log;
    private final Bodies json;
    private Series ours = Series.notRun("not run: not asked for");
    private Series questDb = Series.notRun("not run: not asked for");

    IngestPhase(Plan plan, Sides sides, Tables tables, Time time, Consumer<String> log) {
        this.plan = plan;
        this.sides = sides;
        this.tables = tables;
        this.time = time;
        this.log = log;
        this.json = Bodies.of(Dialect.JSON_BATCH, plan.events(), Plan.BATCH);
    }

    /** The product as a side. */
    Started<TrueNow> trueNow() {
        return new Started<>(sides.trueNow(), "");
    }

    void run(Found found) {
        if (plan.wants(Item.R1A, Item.R1B, Item.R1C, Item.R1S)) {
            batches(found);
        }
        if (plan.wants(Item.PROFILE) && time.up().isEmpty()) {
            profile(found);
        }
        if (plan.wants(Item.R2)) {
            singles(found);
        }
        if (plan.wants(Item.R8)) {
            visibility(found);
        }
    }

    private void batches(Found found) {
        BatchIngest ingest = new BatchIngest(tables, Plan.CONNECTIONS, plan.warmUps(), log);
        Series synced = Series.notRun("not run: not asked for");
        Series lines = Series.notRun("not run: not asked for");
        Series bound = Series.notRun("not run: not asked for");
        if (plan.wants(Item.R1A, Item.R1B, Item.R1S)) {
            ours = ingest.add(trueNow(), json);
        }
        if (plan.wants(Item.R1S)) {
            bound = ingest.add(new Started<>(new BoundTrueNow(sides.trueNow()), ""), json);
        }
        Bodies line = Bodies.of(Dialect.LINE, plan.wants(Item.R1A, Item.R1C) ? plan.events() : Plan.BATCH, Plan.BATCH);
        if (plan.wants(Item.R1A, Item.R1C)) {
            questDb = ingest.add(sides.questDb(), line);
        }
        if (plan.wants(Item.R1B)) {
            synced = ingest.add(sides.synced(), Bodies.of(Dialect.LINE_WITH_ID, plan.events(), Plan.BATCH));
        }
        if (plan.wants(Item.R1C)) {
            lines = ingest.add(trueNow(), line);
        }
        ingest.run(plan.rounds(), time::forRound);
        if (plan.wants(Item.R1A)) {
            found.add(line("R1a", "JSON " + BATCHES + ", ids exact", ours, AS_IT_COMES, questDb, 1.0));
        }
        if (plan.wants(Item.R1S)) {
            found.add(line(
                    "R1s",
                    "JSON " + BATCHES + ", each event held against a schema",
                    bound,
                    "TrueNow without a schema",
                    ours,
                    0.67));
        }
        if (plan.wants(Item.R1B)) {
            found.add(line("R1b", "JSON " + BATCHES + ", ids exact", ours, SYNCED, synced, 2.0));
        }
        if (plan.wants(Item.R1C)) {
            found.add(line(
                    "R1c",
                    "line protocol on both sides, " + BATCHES + ", ids made of the content",
                    lines,
                    AS_IT_COMES,
                    questDb,
                    1.5));
        }
    }

    private static Comparison line(String id, String what, Series ours, String peer, Series theirs, double target) {
        return new Comparison(
                id,
                what,
                "events/s",
                ours.perSecond(),
                ours.note(),
                peer,
                theirs.perSecond(),
                theirs.note(),
                true,
                target);
    }

    private void profile(Found found) {
        log.accept("profile of ingest");
        try {
            found.add(new Profiler(sides.trueNow().pid(), plan.folder())
                    .during(
                            "R1a, JSON batches of 1,000 over 2 connections",
                            "ingest",
                            () -> BatchIngest.once(sides.trueNow(), json, Plan.CONNECTIONS, tables.next())));
        } catch (RuntimeException e) {
            found.note("The profile of ingest was not taken: " + e.getMessage());
        }
    }

    private void singles(Found found) {
        SingleIngest single = new SingleIngest(tables, Plan.SINGLE_CONNECTIONS, plan.singleSeconds(), plan.folder());
        Series us = new Series();
        Series them =
                sides.questDb().side() == null ? Series.notRun(sides.questDb().missing()) : new Series();
        log.accept("R2: warming up");
        single.warmUp(trueNow(), Dialect.JSON_EVENT, us, plan.singleWarmUps());
        single.warmUp(sides.questDb(), Dialect.LINE, them, plan.singleWarmUps());
        for (int round = 0; round < plan.rounds() && time.up().isEmpty(); round++) {
            single.round(trueNow(), Dialect.JSON_EVENT, us);
            log.accept("R2, round " + (round + 1) + ", TrueNow: " + us.last());
            single.round(sides.questDb(), Dialect.LINE, them);
            log.accept("R2, round " + (round + 1) + ", QuestDB: " + them.last());
        }
        found.add(line(
                "R2",
                "one event a request, 64 connections, client pinned to one core; TrueNow by JSON, synced (p99 to reach: 10 ms)",
                us,
                AS_IT_COMES,
                them,
                1.5));
    }

    private void visibility(Found found) {
        Figure p99;
        String note = "";
        try {
            double most = most();
            visible(most / 2);
            Visible visible = visible(most / 2);
            p99 = Figure.of(List.of(visible.p99Millis()));
            note = String.format(
                    Locale.ROOT,
                    "p50 %.1f ms, %d events timed beside %.0f k events/s",
                    visible.p50Millis(),
                    visible.events(),
                    visible.perSecond() / 1000);
        } catch (RuntimeException e) {
            p99 = Figure.notRun("not run: " + e.getMessage());
        }
        log.accept("R8: " + note + p99.missing());
        found.add(new Comparison(
                "R8",
                "acknowledgement to visible in SQL at half of the maximum load, the asking included (to reach: p99 ≤ 20 ms)",
                "ms p99",
                p99,
                note,
                "",
                Figure.notRun("–"),
                "",
                false,
                0));
    }

    /** Most events a second: what the rounds gave, or a load behind others that warm up. */
    private double most() {
        if (ours.perSecond().exists()) {
            return ours.perSecond().median();
        }
        for (int i = 0; i < plan.warmUps() / LOADS_AS_LARGE; i++) {
            BatchIngest.once(sides.trueNow(), json, Plan.CONNECTIONS, tables.next());
        }
        return BatchIngest.once(sides.trueNow(), json, Plan.CONNECTIONS, tables.next())
                .replayed()
                .perSecond();
    }

    private Visible visible(double perSecond) {
        return VisibleUnderLoad.measure(
                sides.trueNow(), json, Plan.CONNECTIONS, tables.next(), perSecond, plan.visibleSeconds());
    }

    /** Table in which the product holds W1; it is loaded if it is not there yet. */
    int ourTable() {
        if (ours.lastTable() >= 0) {
            return ours.lastTable();
        }
        return load(sides.trueNow(), json);
    }

    /** A further table of the product, with the first events of W1 only. */
    int ourTable(long events) {
        return load(sides.trueNow(), Bodies.of(Dialect.JSON_BATCH, events, Plan.BATCH));
    }

    /** The same of QuestDB as it comes. */
    int questDbTable() {
        if (questDb.lastTable() >= 0) {
            return questDb.lastTable();
        }
        return questDbTable(plan.events());
    }

    /** A further table of QuestDB, with the first events of W1 only. */
    int questDbTable(long events) {
        Peer peer = sides.questDb().side();
        if (peer == null) {
            throw new IllegalStateException(sides.questDb().missing());
        }
        return load(peer, Bodies.of(Dialect.LINE, events, Plan.BATCH));
    }

    private int load(Peer peer, Bodies bodies) {
        int table = tables.next();
        String problem = BatchIngest.once(peer, bodies, Plan.CONNECTIONS, table).problem();
        if (!problem.isEmpty()) {
            throw new IllegalStateException("W1 could not be loaded: " + problem);
        }
        return table;
    }
}
