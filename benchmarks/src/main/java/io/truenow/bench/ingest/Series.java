package io.truenow.bench.ingest;

import io.truenow.bench.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The rounds of one side, or why there are none. Not thread-safe. */
public final class Series {

    private final List<Round> rounds = new ArrayList<>();
    private String missing = "";

    /** Series that was not run. */
    public static Series notRun(String reason) {
        Series series = new Series();
        series.missing = reason;
        return series;
    }

    /** Runs a round, unless one failed before. */
    void add(Supplier<Round> trial) {
        if (!missing.isEmpty()) {
            return;
        }
        try {
            Round round = trial.get();
            rounds.add(round);
            if (!round.problem().isEmpty()) {
                missing = "void: " + round.problem();
            }
        } catch (RuntimeException e) {
            missing = "not run: " + e.getMessage();
        }
    }

    /** Runs a round that is not counted; a problem of it ends the series. */
    void warmUp(Supplier<Round> trial) {
        add(trial);
        rounds.clear();
    }

    /** The last round in a few words. */
    public String last() {
        return missing.isEmpty()
                ? String.format(
                        Locale.ROOT,
                        "%.0f events/s, %s",
                        rounds.getLast().replayed().perSecond(),
                        note())
                : missing;
    }

    /** Acknowledged events a second. */
    public Figure perSecond() {
        return figure(round -> round.replayed().perSecond());
    }

    /** A figure of each round. */
    public Figure figure(ToDoubleFunction<Round> value) {
        if (!missing.isEmpty() || rounds.isEmpty()) {
            return Figure.notRun(missing.isEmpty() ? "not run" : missing);
        }
        return Figure.of(rounds.stream().map(value::applyAsDouble).toList());
    }

    /** Latencies, core time and time to visibility, by their medians; empty without rounds that count. */
    public String note() {
        if (!missing.isEmpty() || rounds.isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "acknowledged in p50 %.1f, p99 %.1f ms; all visible %.2f s after the last; %.2f µs of core time an event",
                figure(round -> round.replayed().p50Millis()).median(),
                figure(round -> round.replayed().p99Millis()).median(),
                figure(Round::visibleSeconds).median(),
                figure(Round::coreMicros).median());
    }

    /** Table of the last round that counts, or -1. */
    public int lastTable() {
        return missing.isEmpty() && !rounds.isEmpty() ? rounds.getLast().table() : -1;
    }
}
