package io.truenow.truth.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What many histories did. Thread-safe. */
public final class SimulationReport {

    /**
     * A history that broke an invariant.
     *
     * @param seed replays it
     * @param smallest the smallest plan that breaks the same invariant
     * @param trace its last steps
     */
    public record Failure(long seed, Invariant invariant, String what, String smallest, List<String> trace) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final List<Failure> failures = new ArrayList<>();
    private long histories;
    private long steps;
    private long requests;
    private long acknowledged;
    private long crashes;
    private long restarts;
    private long moves;
    private long answers;
    private long rowsCompared;
    private long idle;
    private long foreignWakes;
    private double seconds;

    SimulationReport() {}

    synchronized void add(HistoryResult result) {
        histories++;
        steps += result.steps();
        requests += result.requests();
        acknowledged += result.acknowledged();
        crashes += result.crashes();
        restarts += result.restarts();
        moves += result.moves();
        answers += result.answers();
        rowsCompared += result.rowsCompared();
        idle += result.acknowledged() == 0 ? 1 : 0;
        foreignWakes += result.foreignWakes();
        result.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    }

    synchronized void add(Failure failure) {
        failures.add(failure);
    }

    synchronized void took(double elapsedSeconds) {
        seconds = elapsedSeconds;
    }

    /** Histories that ended. */
    public synchronized long histories() {
        return histories;
    }

    /** Events that were acknowledged to clients. */
    public synchronized long acknowledged() {
        return acknowledged;
    }

    /** Histories that broke an invariant. */
    public synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Faults that happened, by kind. */
    public synchronized Map<Fault, Long> faults() {
        return new EnumMap<>(faults);
    }

    /** Figures by name, in the order in which they are shown. */
    public synchronized List<Map.Entry<String, Long>> figures() {
        return List.of(
                Map.entry("histories", histories),
                Map.entry("violations", (long) failures.size()),
                Map.entry("steps", steps),
                Map.entry("requests", requests),
                Map.entry("events_acknowledged", acknowledged),
                Map.entry("histories_without_acknowledgement", idle),
                Map.entry("crashes", crashes),
                Map.entry("restarts", restarts),
                Map.entry("partition_moves", moves),
                Map.entry("scans_compared", answers),
                Map.entry("rows_compared", rowsCompared),
                Map.entry("rebuilds_compared", histories - failures.size()),
                Map.entry("wakes_from_outside", foreignWakes));
    }

    /** Histories in a second. */
    public synchronized double rate() {
        return seconds > 0 ? histories / seconds : 0;
    }

    /** The report for people. */
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        figures()
                .forEach(figure -> lines.add(String.format(
                        Locale.ROOT, "%-36s %,15d", figure.getKey().replace('_', ' '), figure.getValue())));
        lines.add(String.format(Locale.ROOT, "%-36s %,15.1f", "histories a second", rate()));
        lines.add("faults by kind");
        for (Fault fault : Fault.values()) {
            String name = fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            lines.add(String.format(Locale.ROOT, "  %-34s %,15d", name, faults.getOrDefault(fault, 0L)));
        }
        for (Failure failure : failures) {
            lines.addAll(describe(failure));
        }
        return lines;
    }

    /** The report for programs. */
    public synchronized String json() {
        ObjectNode root = JSON.createObjectNode();
        figures().forEach(figure -> root.put(figure.getKey(), figure.getValue()));
        root.put("histories_per_second", rate());
        ObjectNode byKind = root.putObject("faults");
        for (Fault fault : Fault.values()) {
            byKind.put(fault.name().toLowerCase(Locale.ROOT), faults.getOrDefault(fault, 0L));
        }
        ArrayNode failed = root.putArray("failures");
        for (Failure failure : failures) {
            ObjectNode node = failed.addObject();
            node.put("seed", failure.seed());
            node.put("invariant", failure.invariant().name());
            node.put("what", failure.what());
            node.put("smallest", failure.smallest());
            failure.trace().forEach(node.putArray("trace")::add);
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** A failure for people. */
    static List<String> describe(Failure failure) {
        List<String> lines = new ArrayList<>();
        lines.add("VIOLATION seed " + failure.seed() + " " + failure.what());
        lines.add("  replay: ./truenow simulate --histories 1 --seed " + failure.seed());
        lines.add("  smallest: " + failure.smallest());
        failure.trace().forEach(line -> lines.add("  " + line));
        return lines;
    }
}
