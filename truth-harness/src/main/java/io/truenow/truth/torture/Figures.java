package io.truenow.truth.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Gathers the figures of a report in the order in which they are shown. Not thread-safe. */
final class Figures {

    private final Map<String, Object> figures = new LinkedHashMap<>();

    Figures run(long seed, double minutes, List<Strike> strikes) {
        Map<FaultKind, Integer> kinds = new EnumMap<>(FaultKind.class);
        strikes.forEach(s -> kinds.merge(s.kind(), 1, Integer::sum));
        Map<String, Object> words = new LinkedHashMap<>();
        kinds.forEach((kind, count) -> words.put(kind.word(), count));
        figures.put("seed", seed);
        figures.put("minutes", Math.round(minutes * 10) / 10.0);
        figures.put("faults", words);
        figures.put("kills", strikes.stream().mapToInt(Strike::kills).sum());
        return this;
    }

    Figures sent(Ledger ledger, Checker checker) {
        figures.put("requests_sent", ledger.requests());
        figures.put("events_sent", ledger.events());
        figures.put("acknowledged", ledger.acknowledged());
        figures.put("unknown", ledger.events(SentRequest.State.UNKNOWN));
        figures.put("refused", ledger.events(SentRequest.State.REFUSED));
        figures.put("recovered", checker.recovered());
        figures.put("rows_compared", checker.present());
        return this;
    }

    Figures found(Findings findings) {
        for (Violation kind : Violation.values()) {
            figures.put(kind.word(), findings.count(kind));
        }
        return this;
    }

    Figures strikes(List<Strike> strikes) {
        quantile("in_flight_min", 0, strikes, Strike::inFlight);
        quantile("in_flight_median", 0.5, strikes, Strike::inFlight);
        quantile("in_flight_max", 1, strikes, Strike::inFlight);
        List<Strike> restarts =
                strikes.stream().filter(s -> s.restartSeconds() > 0).toList();
        figures.put("restarts", restarts.size());
        quantile("restart_seconds_p50", 0.5, restarts, Strike::restartSeconds);
        quantile("restart_seconds_p99", 0.99, restarts, Strike::restartSeconds);
        quantile("restart_seconds_max", 1, restarts, Strike::restartSeconds);
        return this;
    }

    Figures read(Reader reader, Gateway gateway) {
        figures.put("visible_seconds_max", Math.round(reader.maxVisibleSeconds() * 1_000) / 1_000.0);
        figures.put("counts_read", reader.answered());
        figures.put("queries_failed", reader.failed());
        figures.put("answers", gateway.answers());
        return this;
    }

    /** Answers that an order to take nothing explains. */
    Figures orders(long refusals) {
        figures.put("refused_by_order", refusals);
        return this;
    }

    Figures disk(List<FullDisk.Course> courses) {
        figures.put(
                "accepted_while_full",
                courses.stream()
                        .mapToLong(FullDisk.Course::acknowledgedWhileFull)
                        .sum());
        quantile(
                "recovery_seconds_max",
                1,
                courses.stream().filter(FullDisk.Course::recovered).toList(),
                FullDisk.Course::recoverySeconds);
        figures.put(
                "restarted_after_disk_full",
                courses.stream().filter(c -> !c.recovered()).count());
        return this;
    }

    Figures data(long bytes) {
        figures.put("data_megabytes", bytes >> 20);
        return this;
    }

    TortureReport report(Findings findings) {
        return new TortureReport(figures, findings.sentences());
    }

    private <T> void quantile(String name, double fraction, List<T> things, ToDoubleFunction<T> figure) {
        List<Double> values = new ArrayList<>();
        things.forEach(thing -> values.add(figure.applyAsDouble(thing)));
        figures.put(name, Quantiles.of(values, fraction));
    }
}
