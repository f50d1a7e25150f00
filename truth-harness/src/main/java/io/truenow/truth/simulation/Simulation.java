package io.truenow.truth.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many seeded histories of the data plane: the production code of door, handler, fold, dedup, checkpoint and restart over a simulated
 * log, disk and clock, with faults at every call, against a plain model. Each history is a function of its seed alone.
 */
public final class Simulation {

    private static final int MOST_FAILURES_SHRUNK = 3;
    private static final int TRACE_SHOWN = 40;

    private final long firstSeed;
    private final long histories;
    private final int threads;
    private final @Nullable PlantedBug planted;
    private final SimulationReport report = new SimulationReport();
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean enough;

    /** Histories with the seeds {@code firstSeed}, {@code firstSeed + 1}, …, on so many platform threads. */
    public Simulation(long firstSeed, long histories, int threads) {
        this(firstSeed, histories, threads, null);
    }

    Simulation(long firstSeed, long histories, int threads, @Nullable PlantedBug planted) {
        if (histories < 1 || threads < 1) {
            throw new IllegalArgumentException("A simulation has at least one history and one thread.");
        }
        this.firstSeed = firstSeed;
        this.histories = histories;
        this.threads = threads;
        this.planted = planted;
    }

    /**
     * Runs all histories.
     *
     * @param progress told a line every few seconds, by one of the threads
     */
    public SimulationReport run(Consumer<String> progress) throws InterruptedException {
        long begin = System.nanoTime();
        // Alone: a thread that waits until another history has initialised a class looks like one that never comes
        // back.
        one(firstSeed + taken.getAndIncrement());
        CountDownLatch running = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread.ofPlatform().name("simulation-" + i).daemon().start(() -> {
                try {
                    work(progress, begin);
                } finally {
                    running.countDown();
                }
            });
        }
        running.await();
        report.took((System.nanoTime() - begin) / 1e9);
        return report;
    }

    /** The last steps of one history, and how it ended. */
    public static List<String> replay(long seed) {
        HistoryResult result = History.run(Plan.of(seed, null), true);
        List<String> lines = new ArrayList<>(result.trace());
        lines.add("plan " + result.plan());
        lines.add("fingerprint " + Long.toHexString(result.fingerprint()));
        lines.add(
                result.violation() == null
                        ? "no violation"
                        : "VIOLATION " + result.violation().getMessage());
        return lines;
    }

    private void work(Consumer<String> progress, long begin) {
        long told = System.nanoTime();
        for (long i = taken.getAndIncrement(); i < histories && !enough; i = taken.getAndIncrement()) {
            one(firstSeed + i);
            long now = System.nanoTime();
            if (now - told > 5_000_000_000L) {
                told = now;
                long done = report.histories();
                double seconds = (now - begin) / 1e9;
                progress.accept(done + " of " + histories + " histories, " + Math.round(done / seconds) + " a second, "
                        + report.failures().size() + " violations");
            }
        }
    }

    private void one(long seed) {
        Plan plan = Plan.of(seed, planted);
        HistoryResult result = History.run(plan, false);
        report.add(result);
        if (result.violation() != null) {
            report.add(failure(plan, result.violation()));
            enough = report.failures().size() >= MOST_FAILURES_SHRUNK;
        }
    }

    private static SimulationReport.Failure failure(Plan plan, Violation violation) {
        Plan smallest = Shrinker.shrink(plan, violation.invariant());
        HistoryResult traced = History.run(smallest, true);
        List<String> trace = traced.trace();
        return new SimulationReport.Failure(
                plan.seed(),
                violation.invariant(),
                String.valueOf(violation.getMessage()),
                smallest + " "
                        + (traced.violation() == null ? "" : traced.violation().getMessage()),
                trace.subList(Math.max(0, trace.size() - TRACE_SHOWN), trace.size()));
    }
}
