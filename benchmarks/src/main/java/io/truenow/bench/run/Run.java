package io.truenow.bench.run;

import io.truenow.bench.ingest.Tables;
import io.truenow.bench.report.Found;
import io.truenow.bench.side.QuestDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run: starts the sides, measures what the plan asks for, ends them. A peer that fails costs its own figures only. */
final class Run {

    private final Plan plan;
    private final Consumer<String> log;
    private final Time time;

    Run(Plan plan, Consumer<String> log) {
        this.plan = plan;
        this.time = new Time(plan.minutes());
        this.log = line -> log.accept(String.format(Locale.ROOT, "%5.0f s  %s", time.seconds(), line));
    }

    Found run(Instant now) {
        Found found = new Found();
        circumstances(found, now);
        if (plan.wants(
                Item.R1A,
                Item.R1B,
                Item.R1C,
                Item.R1S,
                Item.R2,
                Item.R4,
                Item.R7,
                Item.R8,
                Item.R11,
                Item.HTTP,
                Item.MIX,
                Item.PROFILE)) {
            log.accept("starting the servers");
            try (Sides sides = Sides.start(plan)) {
                Tables tables = new Tables();
                IngestPhase ingest = new IngestPhase(plan, sides, tables, time, log);
                attempt(found, "Ingest", () -> ingest.run(found));
                if (plan.wants(Item.R4, Item.R11, Item.PROFILE) && time.up().isEmpty()) {
                    attempt(found, "Questions", () -> new QuestionPhase(plan, sides, ingest, log).run(found));
                }
                if (plan.wants(Item.HTTP) && time.up().isEmpty()) {
                    attempt(found, "Statements over HTTP", () -> new StatementPhase(plan, sides, ingest, log)
                            .run(found));
                }
                if (plan.wants(Item.R7) && time.up().isEmpty()) {
                    attempt(found, "JDBC", () -> new DriverPhase(plan, sides.trueNow(), log).run(found));
                }
                if (plan.wants(Item.MIX) && time.up().isEmpty()) {
                    attempt(found, "Questions beside ingest", () -> new TogetherPhase(
                                    plan, sides.trueNow(), tables, log)
                            .run(found, ingest.ourTable()));
                }
            } catch (RuntimeException e) {
                found.note("The servers: " + e.getMessage());
            }
        }
        if (plan.wants(Item.R9) && time.up().isEmpty()) {
            attempt(found, "Replay", () -> new ReplayPhase(plan, time, log).run(found));
        }
        if (plan.wants(Item.R6)) {
            attempt(found, "Statements", () -> new ShapePhase(plan, log).run(found));
        }
        if (plan.wants(Item.R3, Item.R10)) {
            attempt(found, "Append", () -> new AppendPhase(plan, time, log).run(found));
        }
        found.circumstance("time of the run", String.format(Locale.ROOT, "%.1f minutes", time.seconds() / 60));
        return found;
    }

    private void attempt(Found found, String name, Runnable phase) {
        try {
            phase.run();
        } catch (RuntimeException e) {
            found.note(name + " ended early: " + e);
            log.accept(name + " ended early: " + e);
        }
    }

    private void circumstances(Found found, Instant now) {
        found.circumstance("date", now.truncatedTo(ChronoUnit.MINUTES).toString());
        found.circumstance("product", "0.1.0-SNAPSHOT, commit " + commit());
        found.circumstance("machine", machine());
        found.circumstance(
                "what shared it",
                "server, client and the waiting peers; load average before the run " + word(Path.of("/proc/loadavg")));
        found.circumstance("JDK", System.getProperty("java.vm.version"));
        found.circumstance(
                "QuestDB", QuestDb.version() + ", line protocol over HTTP, PostgreSQL wire, own JVM on the same JDK");
        found.circumstance(
                "workload",
                String.format(
                        Locale.ROOT,
                        "W1, %,d events a load, %d rounds; an event follows from its number, there is no other seed",
                        plan.events(),
                        plan.rounds()));
        found.circumstance(
                "durable when acknowledged",
                "TrueNow: the log record is synced to disk. QuestDB as it comes: in the page cache; synced: its commit is synced");
        found.circumstance(
                "counted",
                "after each load by a query: rows and the sum of revenue equal what was acknowledged, or the figure is void");
    }

    private static String machine() {
        String model = lines(Path.of("/proc/cpuinfo"))
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        String memory = lines(Path.of("/proc/meminfo"))
                .filter(line -> line.startsWith("MemTotal"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_048_576 + " GiB")
                .findFirst()
                .orElse("unknown memory");
        return Runtime.getRuntime().availableProcessors() + " cores, " + model + ", " + memory;
    }

    private static String word(Path file) {
        return lines(file).findFirst().orElse("?").split(" ")[0];
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private String commit() {
        try {
            Process git = new ProcessBuilder("git", "-C", plan.home().toString(), "rev-parse", "--short", "HEAD")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? text : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
