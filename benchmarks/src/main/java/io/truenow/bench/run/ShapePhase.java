package io.truenow.bench.run;

import io.truenow.bench.report.Comparison;
import io.truenow.bench.report.Figure;
import io.truenow.bench.report.Found;
import io.truenow.bench.statement.StatementChild;
import java.util.Locale;
import java.util.function.Consumer;

/** R6, in a JVM of its own while no server runs. Not thread-safe. */
final class ShapePhase {

    private static final int EVENTS = 1_000;
    private static final double TARGET = 500;

    private final Plan plan;
    private final Consumer<String> log;

    ShapePhase(Plan plan, Consumer<String> log) {
        this.plan = plan;
        this.log = log;
    }

    void run(Found found) {
        StatementChild rates =
                StatementChild.run(plan.folder().resolve("statements"), EVENTS, plan.rounds(), plan.singleSeconds());
        log.accept("R6: " + rates);
        found.add(new Comparison(
                "R6",
                String.format(
                        Locale.ROOT,
                        "SQL statements from text in one thread of the process, shapes of W1 with random literals over %,d rows, answers checked",
                        EVENTS),
                "statements/s",
                Figure.of(rates.ours()),
                String.format(Locale.ROOT, "%.2f %% of the plans were kept ones", 100 * rates.hitRate()),
                "stock Calcite from text, the same rows on the heap",
                Figure.of(rates.theirs()),
                "",
                true,
                TARGET));
    }
}
