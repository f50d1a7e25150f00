package io.truenow.bench.run;

import io.truenow.bench.append.AppendChild;
import io.truenow.bench.report.Comparison;
import io.truenow.bench.report.Figure;
import io.truenow.bench.report.Found;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** R3 and R10, each program in a JVM of its own while no server runs. Not thread-safe. */
final class AppendPhase {

    /** What was appended becomes visible after so many events: as in the hot tier. */
    private static final int COMMIT_AS_OURS = 1_000;

    /** The peer's better setting. */
    private static final int COMMIT_SELDOM = 100_000;

    private static final long MOST_EVENTS = 2_500_000;
    private static final double PLAIN_TARGET = 40;
    private static final double UUID_TARGET = 56;

    private final Plan plan;
    private final Time time;
    private final Consumer<String> log;
    private final long events;
    private int runs;

    AppendPhase(Plan plan, Time time, Consumer<String> log) {
        this.plan = plan;
        this.time = time;
        this.log = log;
        this.events = Math.min(plan.events(), MOST_EVENTS);
    }

    /** Rounds of one program, until one fails. */
    private final class Rounds {
        private final List<Map<String, Double>> done = new ArrayList<>();
        private String missing = "";

        void add(String name, Supplier<Map<String, Double>> program) {
            if (!missing.isEmpty()) {
                return;
            }
            try {
                done.add(program.get());
                log.accept(name + ": " + done.getLast());
            } catch (RuntimeException e) {
                missing = "not run: " + e.getMessage();
                log.accept(name + ": " + missing);
            }
        }

        Figure perSecond() {
            return !missing.isEmpty() || done.isEmpty()
                    ? Figure.notRun(missing.isEmpty() ? "not run: the time of the run was up" : missing)
                    : Figure.of(done.stream()
                            .map(figures -> figures.getOrDefault("per_second", Double.NaN))
                            .toList());
        }
    }

    void run(Found found) {
        Rounds ours = new Rounds();
        Rounds asOurs = new Rounds();
        Rounds seldom = new Rounds();
        int rounds = plan.wants(Item.R3) ? plan.rounds() : 1;
        for (int round = 0; round < rounds && time.up().isEmpty(); round++) {
            ours.add("R3, hot tier", () -> AppendChild.hotTier(folder(), events, false));
            if (plan.wants(Item.R3)) {
                asOurs.add("R3, QuestDB's writer", () -> AppendChild.questDb(folder(), events, COMMIT_AS_OURS));
                seldom.add(
                        "R3, the same, seldom committed", () -> AppendChild.questDb(folder(), events, COMMIT_SELDOM));
            }
        }
        if (plan.wants(Item.R3)) {
            found.add(append("QuestDB's writer, no ids, a commit each 1,000", ours, asOurs));
            found.add(append("the same, a commit each 100,000 (its best)", ours, seldom));
            found.note(
                    "R3 beside Pinot's consuming segment was not run: it needs a Java 17 of its own and is not built here.");
        }
        if (plan.wants(Item.R10)) {
            found.add(memory("W1", ours, PLAIN_TARGET));
            Rounds uuids = new Rounds();
            if (time.up().isEmpty()) {
                uuids.add("R10, random ids", () -> AppendChild.hotTier(folder(), events, true));
            }
            found.add(memory("W1 with random UUIDs as ids", uuids, UUID_TARGET));
        }
    }

    private Path folder() {
        return plan.folder().resolve("append-" + runs++);
    }

    private static Comparison append(String peer, Rounds ours, Rounds theirs) {
        return new Comparison(
                "R3",
                "append of decoded batches of 1,000 in process, one thread, duplicates removed, visible after each",
                "events/s",
                ours.perSecond(),
                "",
                peer,
                theirs.perSecond(),
                "",
                true,
                1.5);
    }

    private static Found.Memory memory(String what, Rounds rounds, double target) {
        Figure perSecond = rounds.perSecond();
        if (!perSecond.exists()) {
            return new Found.Memory(what, Map.of(), perSecond.missing(), target);
        }
        Map<String, Double> figures = rounds.done.getLast();
        double sealed = figures.getOrDefault("sealed_bytes_per_event", Double.NaN);
        double ids = figures.getOrDefault("dedup_bytes_per_event", Double.NaN);
        if (Double.isNaN(sealed)) {
            return new Found.Memory(
                    what, Map.of(), "not run: so few events seal no segment (a segment seals at 1,048,576)", target);
        }
        Map<String, Double> bytes = new LinkedHashMap<>();
        bytes.put("all", sealed + ids);
        bytes.put("of which sealed segments", sealed);
        bytes.put("duplicate store", ids);
        bytes.put("and apart, in mapped files of it", figures.getOrDefault("dedup_file_bytes_per_event", Double.NaN));
        bytes.put("and dictionaries apart", figures.getOrDefault("dictionary_bytes_per_event", Double.NaN));
        return new Found.Memory(what, bytes, "", target);
    }
}
