package io.truenow.bench.run;

import io.truenow.bench.question.Engine;
import io.truenow.bench.question.SmallStatements;
import io.truenow.bench.replay.Asking;
import io.truenow.bench.replay.Replayed;
import io.truenow.bench.report.Comparison;
import io.truenow.bench.report.Figure;
import io.truenow.bench.report.Found;
import io.truenow.bench.side.QuestDb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Small statements with literals of their own over HTTP, at several numbers of connections. */
final class StatementPhase {

    private static final List<Integer> CONNECTIONS = List.of(1, 8, 32);

    private final Plan plan;
    private final Sides sides;
    private final IngestPhase ingest;
    private final Consumer<String> log;

    StatementPhase(Plan plan, Sides sides, IngestPhase ingest, Consumer<String> log) {
        this.plan = plan;
        this.sides = sides;
        this.ingest = ingest;
        this.log = log;
    }

    void run(Found found) {
        Asking ours = asking(Engine.Side.TRUENOW, sides.trueNow().queryPort(), ingest.ourTable(SmallStatements.EVENTS));
        QuestDb peer = sides.questDb().side();
        Asking theirs = peer == null
                ? null
                : asking(Engine.Side.QUESTDB, peer.httpPort(), ingest.questDbTable(SmallStatements.EVENTS));
        log.accept("HTTP: warming up");
        double seconds = plan.singleSeconds() / 2;
        for (int i = 0; i < plan.singleWarmUps(); i++) {
            rate(ours, 8, seconds);
            rate(theirs, 8, seconds);
        }
        for (int connections : CONNECTIONS) {
            Rounds us = new Rounds();
            Rounds them = new Rounds();
            for (int round = 0; round < plan.rounds(); round++) {
                us.add(rate(ours, connections, seconds));
                them.add(rate(theirs, connections, seconds));
            }
            found.add(new Comparison(
                    "HTTP",
                    "statements of `POST /v1/sql` over 1,000 rows, new literals each, answers checked, " + connections
                            + (connections == 1 ? " connection" : " connections"),
                    "statements/s",
                    us.figure(""),
                    us.note,
                    "QuestDB, `/exec`",
                    them.figure(peer == null ? sides.questDb().missing() : ""),
                    them.note,
                    true,
                    0));
            log.accept("HTTP, " + connections + ": " + us.note + " | " + them.note);
        }
    }

    private static Asking asking(Engine.Side side, int port, int table) {
        return new Asking(port, SmallStatements.of(side, port, table));
    }

    private static @Nullable Replayed rate(@Nullable Asking asking, int connections, double seconds) {
        return asking == null ? null : asking.run(connections, seconds);
    }

    /** Rounds of a side; one with a wrong answer makes the figure void. */
    private static final class Rounds {

        private final List<Double> perSecond = new ArrayList<>();
        private String problem = "";
        private String note = "";

        void add(@Nullable Replayed round) {
            if (round == null) {
                return;
            }
            if (round.failed() > 0) {
                problem = "void: " + round.firstFailure();
            }
            perSecond.add(round.perSecond());
            note = String.format(
                    Locale.ROOT,
                    "%.0f/s, p50 %.2f ms, p99 %.2f ms",
                    round.perSecond(),
                    round.p50Millis(),
                    round.p99Millis());
        }

        Figure figure(String missing) {
            String reason = problem.isEmpty() ? missing : problem;
            return reason.isEmpty() ? Figure.of(perSecond) : Figure.notRun(reason);
        }
    }
}
