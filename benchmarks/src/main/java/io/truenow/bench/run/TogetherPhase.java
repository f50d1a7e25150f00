package io.truenow.bench.run;

import io.truenow.bench.ingest.BatchIngest;
import io.truenow.bench.ingest.Tables;
import io.truenow.bench.replay.Load;
import io.truenow.bench.replay.Replay;
import io.truenow.bench.replay.Replayed;
import io.truenow.bench.report.Comparison;
import io.truenow.bench.report.Figure;
import io.truenow.bench.report.Found;
import io.truenow.bench.side.TrueNow;
import io.truenow.bench.together.Askers;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Dialect;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Eight clients that ask beside ingest at half of its maximum: each alone, then both together. */
final class TogetherPhase {

    private static final int CLIENTS = 8;
    /** Nobody's 99th percentile is to be more than three times its own alone. */
    private static final double TARGET = 1.0 / 3;

    private final Plan plan;
    private final TrueNow server;
    private final Tables tables;
    private final Consumer<String> log;
    private final Bodies json;

    TogetherPhase(Plan plan, TrueNow server, Tables tables, Consumer<String> log) {
        this.plan = plan;
        this.server = server;
        this.tables = tables;
        this.log = log;
        this.json = Bodies.of(Dialect.JSON_BATCH, plan.events(), Plan.BATCH);
    }

    /** Takes the maximum, which warms up, then the rounds. */
    void run(Found found, int table) {
        double most = 0;
        for (int i = 0; i < 3; i++) {
            most = BatchIngest.once(server, json, Plan.CONNECTIONS, tables.next())
                    .replayed()
                    .perSecond();
        }
        double half = most / 2;
        double seconds = plan.visibleSeconds();
        Askers askers = new Askers(server, CLIENTS, table, plan.events());
        askers.ask(seconds / 2);
        long[] asked = askers.ask(seconds);
        Replayed sent = send(half, seconds);
        CompletableFuture<Replayed> beside = CompletableFuture.supplyAsync(() -> send(half, seconds));
        long[] askedTogether = askers.ask(seconds);
        Replayed sentTogether = beside.join();
        String pace = String.format(Locale.ROOT, "%.0f k events/s asked for", half / 1000);
        found.add(line(
                "8 JDBC clients, scans of W1 in turn, beside ingest at half of its maximum (" + pace + ")",
                asked,
                askedTogether));
        found.add(compared(
                "acknowledgement of batches of 1,000 at that pace, beside the 8 clients",
                sentTogether.p99Millis(),
                note(sentTogether),
                sent.p99Millis(),
                note(sent)));
        log.accept("together: " + note(sent) + " → " + note(sentTogether));
    }

    private static String note(Replayed sent) {
        return String.format(Locale.ROOT, "p50 %.1f ms, %.0f k events/s", sent.p50Millis(), sent.perSecond() / 1000);
    }

    private static Comparison line(String what, long[] alone, long[] together) {
        return compared(
                what,
                Replayed.millis(together, 0.99),
                String.format(Locale.ROOT, "p50 %.1f ms, %d answers", Replayed.millis(together, 0.5), together.length),
                Replayed.millis(alone, 0.99),
                String.format(Locale.ROOT, "p50 %.1f ms, %d answers", Replayed.millis(alone, 0.5), alone.length));
    }

    private static Comparison compared(String what, double ours, String note, double alone, String aloneNote) {
        return new Comparison(
                "mix",
                what,
                "ms p99",
                Figure.of(List.of(ours)),
                note,
                "the same alone",
                Figure.of(List.of(alone)),
                aloneNote,
                false,
                TARGET);
    }

    private Replayed send(double eventsPerSecond, double seconds) {
        int table = tables.next();
        json.nameTable(table);
        Load load = server.load(json, Plan.CONNECTIONS)
                .paced(eventsPerSecond / json.eventsEach())
                .within(seconds);
        try {
            Replayed replayed = Replay.run(load);
            if (replayed.failed() > 0) {
                throw new IllegalStateException(
                        replayed.failed() + " requests of the load failed: " + replayed.firstFailure());
            }
            return replayed;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
