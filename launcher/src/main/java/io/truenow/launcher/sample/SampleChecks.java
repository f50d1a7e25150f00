package io.truenow.launcher.sample;

import io.truenow.launcher.sample.SampleServer.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The documented query tests: time range, filtered, aggregation, several namespaces, edge cases, high volume. Each answer is held against
 * one that is computed here from the events themselves, by plain loops.
 */
public final class SampleChecks {

    /** Queries of the check under high volume. */
    private static final int VOLUME = 200;

    private static final long QUARTER_HOUR_MICROS = 900_000_000L;

    private final SampleServer server;
    private final SampleEvents events;
    private final List<Check> checks = new ArrayList<>();

    /**
     * One check.
     *
     * @param detail what was compared, or what differs
     */
    public record Check(String name, boolean ok, String detail) {}

    /** Checks of what {@code events} must have left on a server. */
    public SampleChecks(SampleServer server, SampleEvents events) {
        this.server = server;
        this.events = events;
    }

    /** Runs all of them. */
    public List<Check> run() throws IOException, InterruptedException {
        for (SampleTable table : SampleTable.ALL) {
            counted("several namespaces: all of " + table.name(), table, 0, events.baseMicros(), Map.of());
        }
        SampleTable first = SampleEvents.firstTable();
        long quarter = events.baseMicros() - QUARTER_HOUR_MICROS;
        counted("time range: the last quarter of an hour", first, quarter, events.baseMicros(), Map.of());
        counted("time range: what was before it", first, 0, quarter - 1, Map.of());
        counted("filtered: one region", first, 0, events.baseMicros(), Map.of("region", "us-east"));
        counted(
                "filtered: one region and one product",
                first,
                0,
                events.baseMicros(),
                Map.of("region", "eu-west", "product", "web-app"));
        for (String aggregate : List.of("sum", "avg", "min", "max", "count")) {
            aggregated(aggregate, SampleTable.ALL.get(1), "region", "amount");
        }
        edges(first);
        volume(first);
        return List.copyOf(checks);
    }

    private Map<String, Object> request(SampleTable table, long start, long end, Map<String, String> filters) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("namespace", table.namespace());
        request.put("table", table.table());
        request.put("start_time", start);
        request.put("end_time", end);
        Map<String, String> all = new TreeMap<>(filters);
        all.put(SampleEvents.SOURCE, events.source());
        request.put("filters", all);
        return request;
    }

    private void counted(String name, SampleTable table, long start, long end, Map<String, String> filters)
            throws IOException, InterruptedException {
        long expected = matching(table, start, end, filters).size();
        Answer answer = server.ask(request(table, start, end, filters));
        long got = answer.body().path("results").path(0).path("count").asLong(0);
        add(name, answer.status() == 200 && got == expected, "events " + got + ", expected " + expected);
    }

    private List<SampleEvent> matching(SampleTable table, long start, long end, Map<String, String> filters) {
        Predicate<SampleEvent> passes = event -> filters.entrySet().stream()
                .allMatch(filter -> filter.getValue().equals(event.dimensions().get(filter.getKey())));
        return events.of(table).stream()
                .filter(event -> event.timeMicros() >= start && event.timeMicros() <= end)
                .filter(passes)
                .toList();
    }

    private void aggregated(String aggregate, SampleTable table, String dimension, String metric)
            throws IOException, InterruptedException {
        Map<String, Object> request = request(table, 0, events.baseMicros(), Map.of());
        request.put("group_by", List.of(dimension));
        request.put("aggregate", aggregate);
        request.put("metric", metric);
        Map<String, Double> expected = matching(table, 0, events.baseMicros(), Map.of()).stream()
                .collect(Collectors.groupingBy(
                        event -> dimension + ":" + event.dimensions().get(dimension),
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.toList(), group -> of(aggregate, group, event -> event.metric(metric)))));
        Answer answer = server.ask(request);
        Map<String, Double> got = new TreeMap<>();
        for (JsonNode row : answer.body().path("results")) {
            got.put(row.path("group").asString(""), row.path("value").asDouble(Double.NaN));
        }
        boolean equal = got.keySet().equals(expected.keySet())
                && expected.entrySet().stream()
                        .allMatch(e -> Math.abs(e.getValue() - got.getOrDefault(e.getKey(), Double.NaN))
                                <= Math.abs(e.getValue()) * 1e-12);
        add(
                "aggregation: " + aggregate + " of " + metric + " by " + dimension,
                answer.status() == 200 && equal,
                equal ? got.size() + " groups" : "got " + got + ", expected " + expected);
    }

    private static double of(String aggregate, List<SampleEvent> group, ToDoubleFunction<SampleEvent> metric) {
        double[] values = group.stream().mapToDouble(metric).toArray();
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return switch (aggregate) {
            case "sum" -> sum;
            case "avg" -> sum / values.length;
            case "min" -> least;
            case "max" -> most;
            default -> values.length;
        };
    }

    private void edges(SampleTable table) throws IOException, InterruptedException {
        Answer none = server.ask(request(table, 0, events.baseMicros(), Map.of("region", "nowhere")));
        add(
                "edge: no event matches",
                none.status() == 200 && none.body().path("results").isEmpty(),
                none.status() + ", " + none.body().path("results").size() + " rows");
        Map<String, Object> unknown = request(table, 0, events.baseMicros(), Map.of());
        unknown.put("table", "no_such_table");
        Answer nowhere = server.ask(unknown);
        add(
                "edge: a table that is not there",
                nowhere.status() == 200
                        && nowhere.body().path("results").isArray()
                        && nowhere.body().path("results").isEmpty(),
                nowhere.status() + ", " + nowhere.body().path("results").size() + " rows");
        Answer backwards = server.ask(request(table, events.baseMicros(), 0, Map.of()));
        add(
                "edge: a range that ends before it begins",
                backwards.status() == 400,
                backwards.status() + ", " + backwards.body().path("error").asString(""));
    }

    private void volume(SampleTable table) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int wrong = 0;
        for (int i = 0; i < VOLUME; i++) {
            long end = events.baseMicros() - i * 1_000_000L;
            long expected = matching(table, 0, end, Map.of()).size();
            long got = server.ask(request(table, 0, end, Map.of()))
                    .body()
                    .path("results")
                    .path(0)
                    .path("count")
                    .asLong(0);
            wrong += got == expected ? 0 : 1;
        }
        add(
                "high volume: " + VOLUME + " queries, no two alike",
                wrong == 0,
                wrong + " wrong, " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    private void add(String name, boolean ok, String detail) {
        checks.add(new Check(name, ok, detail));
    }
}
