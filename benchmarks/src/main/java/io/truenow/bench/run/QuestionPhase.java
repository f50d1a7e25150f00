package io.truenow.bench.run;

import io.truenow.bench.profile.Profiler;
import io.truenow.bench.question.ClickHouse;
import io.truenow.bench.question.Engine;
import io.truenow.bench.question.Engines;
import io.truenow.bench.question.Questioning;
import io.truenow.bench.report.Found;
import io.truenow.bench.side.QuestDb;
import io.truenow.bench.side.Started;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** R4 and the profile of questions. */
final class QuestionPhase {

    private static final int PROFILED_SERIES = 12;

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
                Started<Engine> questDb = plan.wants(Item.R4) ? questDb(tables) : Started.notWanted();
                Started<ClickHouse> clickHouse = plan.wants(Item.R4) ? clickHouse(tables) : Started.notWanted()) {
            Engine product = ours.side();
            if (product == null) {
                found.note("R4: " + ours.missing());
                return;
            }
            if (plan.wants(Item.R4)) {
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
        found.addQuestions(new Questioning(engines, tables::get, plan.events()).ask(plan.times()));
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
