package io.truenow.launcher.e2e;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The slow, obvious reference of {@code /v1/query}: a map of events by id, walked for each question. */
final class QueryModel {

    /** An event; amounts are quarters, so that sums are exact in any order. */
    record Event(String id, long timeMicros, Map<String, String> dimensions, Map<String, Double> metrics) {}

    /** A question; no metric means that only rows are counted. */
    record Question(
            long fromMicros,
            long toMicros,
            Map<String, String> filters,
            List<String> groupBy,
            String aggregate,
            @Nullable String metric,
            long intervalMicros) {}

    /** A row: events, and the accumulators of the metric where an event has it. */
    static final class Row {
        long count;
        long values;
        double sum;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;

        private void add(@Nullable Double value) {
            count++;
            if (value != null) {
                values++;
                sum += value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }

        private @Nullable Double accumulated(String aggregate) {
            return switch (aggregate) {
                case "count" -> (double) count;
                case "sum" -> values == 0 ? null : (Double) sum;
                case "avg" -> values == 0 ? null : (Double) (sum / values);
                case "min" -> values == 0 ? null : (Double) min;
                case "max" -> values == 0 ? null : (Double) max;
                default -> throw new IllegalArgumentException(aggregate);
            };
        }
    }

    private final Map<String, Event> events = new LinkedHashMap<>();

    /** Takes an event; the first of an id stays. */
    void add(Event event) {
        events.putIfAbsent(event.id(), event);
    }

    Collection<Event> events() {
        return events.values();
    }

    /** Rows by start of the bucket and text of the group. */
    Map<String, Row> rows(Question question) {
        Map<String, Row> rows = new TreeMap<>();
        for (Event event : events.values()) {
            boolean inside = event.timeMicros() >= question.fromMicros() && event.timeMicros() <= question.toMicros();
            boolean passes = question.filters().entrySet().stream()
                    .allMatch(f -> f.getValue().equals(event.dimensions().get(f.getKey())));
            if (inside && passes) {
                long bucket = question.intervalMicros() == 0
                        ? question.fromMicros()
                        : event.timeMicros() / question.intervalMicros() * question.intervalMicros();
                rows.computeIfAbsent(key(bucket, group(event, question.groupBy())), k -> new Row())
                        .add(question.metric() == null ? null : event.metrics().get(question.metric()));
            }
        }
        return rows;
    }

    private static String key(long bucket, String group) {
        return bucket + " " + group;
    }

    private static String group(Event event, List<String> names) {
        if (names.isEmpty()) {
            return "default";
        }
        return String.join(
                ",",
                names.stream()
                        .map(n -> n + ":"
                                + (event.dimensions().get(n) == null
                                        ? "null"
                                        : escaped(event.dimensions().get(n))))
                        .toList());
    }

    private static String escaped(@Nullable String value) {
        return String.valueOf(value).replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
    }

    /** Differences between an answer and the model; buckets without events do not count. */
    List<String> differences(Question question, JsonNode answer) {
        Map<String, Row> expected = rows(question);
        List<String> wrong = new ArrayList<>();
        for (JsonNode row : answer.path("results")) {
            if (row.path("count").asLong() == 0) {
                continue;
            }
            String key = key(row.path("timestamp").asLong(), row.path("group").asString(""));
            Row model = expected.remove(key);
            if (model == null) {
                wrong.add("not in the model: " + row);
            } else {
                compare(key, model, question, row, wrong);
            }
        }
        expected.keySet().forEach(key -> wrong.add("missing: " + key));
        return wrong;
    }

    private static void compare(String key, Row model, Question question, JsonNode row, List<String> wrong) {
        Map<String, @Nullable Double> fields = new LinkedHashMap<>();
        fields.put("count", (double) model.count);
        fields.put("value", model.accumulated(question.aggregate()));
        if (question.metric() != null) {
            for (String name : List.of("sum", "avg", "min", "max")) {
                fields.put(name, model.accumulated(name));
            }
        }
        fields.forEach((name, value) -> {
            JsonNode field = row.path(name);
            Double got = field.isNumber() ? (Double) field.asDouble() : null;
            if (!close(got, value)) {
                wrong.add(key + ": " + name + " is " + field + ", not " + value);
            }
        });
    }

    private static boolean close(@Nullable Double a, @Nullable Double b) {
        return Objects.equals(a, b) || a != null && b != null && Math.abs(a - b) <= 1e-12 * Math.abs(b);
    }
}
