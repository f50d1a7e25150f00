package io.truenow.bench.run;

import io.truenow.bench.profile.Profiler;
import io.truenow.bench.question.ClickHouse;
import io.truenow.bench.question.Engine;
import io.truenow.bench.question.Engines;
import io.truenow.bench.question.Growth;
import io.truenow.bench.question.Questioning;
import io.truenow.bench.question.Questioning.Asked;
import io.truenow.bench.report.Found;
import io.truenow.bench.side.QuestDb;
import io.truenow.bench.side.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** R4, R11 and the profile of questions. */
final class QuestionPhase {

    private static final int PROFILED_SERIES = 12;

    /** The short history is so many times shorter. */
    private static final int SHORT = 5;

    private static final int SHORT_TABLE = 1;

    private final Plan plan;
    private final Sides sides;
    private final IngestPhase ingest;
    private final Consumer<String> log;

    QuestionPhase(Plan plan, Sides sides, IngestPhase ingest, Consumer<String> log) {
        this.plan = plan;
        this.sides = sides;
        this.ingest = ingest;
        this.log = log;
    }

    void run(Found found) {
        Map<Engine.Side, Integer> tables = new EnumMap<>(Engine.Side.class);
        tables.put(Engine.Side.TRUENOW, ingest.ourTable());
        try (Started<Engine> ours = Started.of(() -> Engines.trueNow(sides.trueNow()));
                Started<Engine> questDb = plan.wants(Item.R4, Item.R11) ? questDb(tables) : Started.notWanted();
                Started<ClickHouse> clickHouse =
                        plan.wants(Item.R4, Item.R11) ? clickHouse(tables) : Started.notWanted()) {
            Engine product = ours.side();
            if (product == null) {
                found.note("R4: " + ours.missing());
                return;
            }
            if (plan.wants(Item.R4, Item.R11)) {
                ask(found, tables, product, questDb, clickHouse);
            }
            if (plan.wants(Item.PROFILE)) {
                profile(found, tables, product);
            }
        }
    }

    private void ask(
            Found found,
            Map<Engine.Side, Integer> tables,
            Engine product,
            Started<Engine> questDb,
            Started<ClickHouse> clickHouse) {
        List<Engine> engines = new ArrayList<>(List.of(product));
        if (questDb.side() != null) {
            engines.add(questDb.side());
        } else {
            found.note("R4, QuestDB: " + questDb.missing());
        }
        ClickHouse inProcess = clickHouse.side();
        if (inProcess != null) {
            engines.add(inProcess);
            found.circumstance(
                    "ClickHouse", inProcess.version() + " (npm " + ClickHouse.PACKAGE + ", in a Node process)");
        } else {
            found.note("R4, ClickHouse: " + clickHouse.missing());
        }
        log.accept("R4: " + engines.size() + " engines");
        List<Asked> asked = new Questioning(engines, tables::get, plan.events()).ask(plan.times());
        found.addQuestions(asked);
        if (plan.wants(Item.R11)) {
            found.addGrowth(growth(engines, inProcess, asked));
        }
    }

    /** The same questions over a fifth of the events. */
    private List<Growth> growth(List<Engine> engines, @Nullable ClickHouse inProcess, List<Asked> large) {
        long events = plan.events() / SHORT / Plan.BATCH * Plan.BATCH;
        log.accept("R11: the questions over " + events + " events");
        Map<Engine.Side, Integer> tables = new EnumMap<>(Engine.Side.class);
        for (Engine engine : engines) {
            tables.put(
                    engine.side(),
                    switch (engine.side()) {
                        case TRUENOW -> ingest.ourTable(events);
                        case QUESTDB -> ingest.questDbTable(events);
                        case CLICKHOUSE -> load(inProcess, events);
                    });
        }
        List<Asked> small = new Questioning(engines, tables::get, events).ask(plan.times());
        return IntStream.range(0, large.size())
                .mapToObj(i -> new Growth(events, small.get(i), plan.events(), large.get(i)))
                .toList();
    }

    private int load(@Nullable ClickHouse clickHouse, long events) {
        try {
            Objects.requireNonNull(clickHouse).load(plan.folder(), SHORT_TABLE, events);
            return SHORT_TABLE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Started<Engine> questDb(Map<Engine.Side, Integer> tables) {
        return Started.of(() -> {
            tables.put(Engine.Side.QUESTDB, ingest.questDbTable());
            QuestDb peer = sides.questDb().side();
            if (peer == null) {
                throw new IllegalStateException(sides.questDb().missing());
            }
            return Engines.questDb(peer);
        });
    }

    private Started<ClickHouse> clickHouse(Map<Engine.Side, Integer> tables) {
        log.accept("ClickHouse: installing if needed, loading");
        tables.put(Engine.Side.CLICKHOUSE, 0);
        return Started.of(() -> ClickHouse.start(plan.installed(), plan.folder(), 0, plan.events()));
    }

    private void profile(Found found, Map<Engine.Side, Integer> tables, Engine product) {
        log.accept("profile of questions");
        Questioning questions = new Questioning(List.of(product), tables::get, plan.events());
        try {
            found.add(new Profiler(sides.trueNow().pid(), plan.folder())
                    .during("R4, all questions in turn over JDBC", "questions", () -> questions.ask(PROFILED_SERIES)));
        } catch (RuntimeException e) {
            found.note("The profile of questions was not taken: " + e.getMessage());
        }
    }
}
