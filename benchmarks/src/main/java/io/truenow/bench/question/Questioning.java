package io.truenow.bench.question;

import io.truenow.bench.report.Figure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Asks each question of each engine in turn, many times, and holds the answers against ours. A series before warms everything up and
 * is not counted.
 */
public final class Questioning {

    private static final int WARM_UP = 5;

    private final List<Engine> engines;
    private final Function<Engine.Side, Integer> tables;
    private final long events;

    /**
     * Questions to engines; ours is the first.
     *
     * @param tables number of the table with W1 in each
     */
    public Questioning(List<Engine> engines, Function<Engine.Side, Integer> tables, long events) {
        this.engines = List.copyOf(engines);
        this.tables = tables;
        this.events = events;
    }

    /** Milliseconds of every question, {@code times} each, by engine. */
    public List<Asked> ask(int times) {
        List<Asked> all = new ArrayList<>();
        for (Question question : Question.values()) {
            all.add(ask(question, times));
        }
        return all;
    }

    private Asked ask(Question question, int times) {
        Map<Engine.Side, List<Double>> millis = new EnumMap<>(Engine.Side.class);
        Map<Engine.Side, String> problems = new EnumMap<>(Engine.Side.class);
        Engine.Reply ours = new Engine.Reply(0, List.of());
        for (int time = -WARM_UP; time < times; time++) {
            for (Engine engine : engines) {
                Engine.Side side = engine.side();
                if (problems.containsKey(side)) {
                    continue;
                }
                try {
                    Engine.Reply reply = engine.ask(question.sql(side, tables.apply(side), events));
                    if (side == Engine.Side.TRUENOW) {
                        ours = reply;
                    } else {
                        String difference = Agreement.difference(question.check(), ours.rows(), reply.rows());
                        if (!difference.isEmpty() && !problems.containsKey(Engine.Side.TRUENOW)) {
                            problems.put(side, "void: the answers differ: " + difference);
                        }
                    }
                    if (time >= 0) {
                        millis.computeIfAbsent(side, any -> new ArrayList<>()).add(reply.nanos() / 1e6);
                    }
                } catch (IllegalStateException e) {
                    problems.put(side, "refused: " + e.getMessage());
                }
            }
        }
        Map<Engine.Side, Figure> figures = new EnumMap<>(Engine.Side.class);
        for (Engine engine : engines) {
            String problem = problems.get(engine.side());
            figures.put(
                    engine.side(),
                    problem == null
                            ? Figure.of(millis.getOrDefault(engine.side(), List.of()))
                            : Figure.notRun(problem));
        }
        return new Asked(question, figures);
    }

    /**
     * What a question took.
     *
     * @param millis milliseconds by engine; an engine that did not take part is missing
     */
    public record Asked(Question question, Map<Engine.Side, Figure> millis) {

        /** Milliseconds of an engine, or that it was not run. */
        public Figure of(Engine.Side side) {
            return millis.getOrDefault(side, Figure.notRun("not run"));
        }

        /** The faster peer's median divided by ours; NaN if no answer of a peer counts, or none of ours. */
        public double ratio() {
            double fastest = Math.min(median(Engine.Side.QUESTDB), median(Engine.Side.CLICKHOUSE));
            return fastest == Double.MAX_VALUE || !of(Engine.Side.TRUENOW).exists()
                    ? Double.NaN
                    : fastest / of(Engine.Side.TRUENOW).median();
        }

        private double median(Engine.Side side) {
            return of(side).exists() ? of(side).median() : Double.MAX_VALUE;
        }
    }
}
