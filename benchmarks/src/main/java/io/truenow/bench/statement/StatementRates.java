package io.truenow.bench.statement;

import io.truenow.sql.exec.PlanFigures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Statements a second from their text, in one thread, in turn for both sides: questions of W1 with random literals. Before, each side
 * answers some of them in full; while time is taken, each answer's rows and sum are held against what was computed without SQL.
 *
 * <p>{@code java io.truenow.bench.statement.StatementRates FOLDER EVENTS ROUNDS SECONDS}
 */
public final class StatementRates {

    private static final int STATEMENTS = 8_000;
    private static final int CHECKED_OURS = 800;
    private static final int CHECKED_THEIRS = 40;
    private static final long SEED = 20_261_127;

    private StatementRates() {}

    /** Prints {@code ours=} and {@code theirs=} of each round. */
    public static void main(String[] arguments) {
        int events = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        double seconds = Double.parseDouble(arguments[3]);
        List<Asked> asked = statements(new Random(SEED), events, STATEMENTS);
        try (Ours ours = new Ours(Path.of(arguments[0]), events);
                StockCalcite theirs = new StockCalcite(events)) {
            full(ours, asked.subList(0, CHECKED_OURS));
            full(theirs, asked.subList(0, CHECKED_THEIRS));
            perSecond(ours, asked, 2 * seconds);
            perSecond(theirs, asked, seconds);
            PlanFigures before = ours.plans();
            for (int round = 0; round < rounds; round++) {
                print("ours", perSecond(ours, asked, seconds));
                print("theirs", perSecond(theirs, asked, seconds));
            }
            PlanFigures after = ours.plans();
            print("hits", after.hits() - before.hits());
            print("misses", after.misses() - before.misses());
        }
    }

    /** Statements of all shapes in turn; the literals are drawn. */
    static List<Asked> statements(Random random, int events, int number) {
        List<Asked> statements = new ArrayList<>();
        Shape[] shapes = Shape.values();
        for (int i = 0; i < number; i++) {
            statements.add(shapes[i % shapes.length].ask(random, events));
        }
        return statements;
    }

    static void full(Side side, List<Asked> asked) {
        for (Asked statement : asked) {
            List<String> rows = side.rows(sql(side, statement));
            if (!rows.equals(statement.rows())) {
                throw new IllegalStateException(side.getClass().getSimpleName() + " answered " + rows + " and not "
                        + statement.rows() + " to: " + statement.sql());
            }
        }
    }

    private static String sql(Side side, Asked statement) {
        return statement.sql().replace("%s", side.table());
    }

    private static double perSecond(Side side, List<Asked> asked, double seconds) {
        List<String> texts =
                asked.stream().map(statement -> sql(side, statement)).toList();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        int done = 0;
        long now = start;
        while (now < end) {
            int index = done++ % asked.size();
            if (!asked.get(index).fits(side.check(texts.get(index)))) {
                throw new IllegalStateException(
                        side.getClass().getSimpleName() + " answered wrongly to: " + texts.get(index));
            }
            now = System.nanoTime();
        }
        return done / ((now - start) / 1e9);
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }
}
