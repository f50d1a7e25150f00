package io.truenow.bench.run;

import io.truenow.bench.question.TrivialStatements;
import io.truenow.bench.report.Comparison;
import io.truenow.bench.report.Figure;
import io.truenow.bench.report.Found;
import io.truenow.bench.side.TrueNow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** R7: the product's driver beside Avatica's remote driver, both against the product, which speaks both. Not thread-safe. */
final class DriverPhase {

    private static final double NEW_TARGET = 3;
    private static final double PREPARED_TARGET = 1.3;
    private static final double PREPARED_MANY_TARGET = 2;
    private static final int MANY = 32;

    private final Plan plan;
    private final TrueNow server;
    private final Consumer<String> log;

    DriverPhase(Plan plan, TrueNow server, Consumer<String> log) {
        this.plan = plan;
        this.server = server;
        this.log = log;
    }

    void run(Found found) {
        double seconds = plan.singleSeconds() / 2;
        for (int connections : new int[] {1, MANY}) {
            for (boolean prepared : new boolean[] {false, true}) {
                List<Double> ours = new ArrayList<>();
                List<Double> theirs = new ArrayList<>();
                for (int round = -plan.singleWarmUps(); round < plan.rounds(); round++) {
                    double us = TrivialStatements.perSecond(server.driverUrl(), connections, prepared, seconds);
                    double them = TrivialStatements.perSecond(server.jdbcUrl(), connections, prepared, seconds);
                    if (round >= 0) {
                        ours.add(us);
                        theirs.add(them);
                    }
                }
                String what = String.format(
                        Locale.ROOT,
                        "JDBC, `select 1`, %s, %d %s, answers checked",
                        prepared ? "prepared once" : "a new statement each",
                        connections,
                        connections == 1 ? "connection" : "connections");
                double target = !prepared ? NEW_TARGET : connections == 1 ? PREPARED_TARGET : PREPARED_MANY_TARGET;
                log.accept("R7, " + what + ": " + Figure.of(ours).median() + " | "
                        + Figure.of(theirs).median());
                found.add(new Comparison(
                        "R7",
                        what,
                        "statements/s",
                        Figure.of(ours),
                        "own driver",
                        "Avatica's remote driver, the same server",
                        Figure.of(theirs),
                        "protobuf",
                        true,
                        target));
            }
        }
    }
}
