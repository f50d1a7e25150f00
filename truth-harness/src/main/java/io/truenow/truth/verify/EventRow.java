package io.truenow.truth.verify;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One event as both sides show it: columns by name, only those with a value.
 *
 * @param ingestMillis the door's clock in whole milliseconds, which is what JDBC carries
 * @param metrics as doubles, moments in milliseconds: what every statement can show of them, whatever their columns became since
 * @param exact whole numbers and moments in microseconds as the log has them; of a served row nothing
 */
public record EventRow(
        String eventId,
        long eventTimeMicros,
        long ingestMillis,
        SortedMap<String, String> dimensions,
        SortedMap<String, Double> metrics,
        SortedMap<String, Long> exact) {

    /** Sorts the columns by name. */
    public EventRow {
        dimensions = new TreeMap<>(dimensions);
        metrics = new TreeMap<>(metrics);
        exact = new TreeMap<>(exact);
    }

    /** A row whose numbers are all doubles. */
    public EventRow(
            String eventId,
            long eventTimeMicros,
            long ingestMillis,
            SortedMap<String, String> dimensions,
            SortedMap<String, Double> metrics) {
        this(eventId, eventTimeMicros, ingestMillis, dimensions, metrics, new TreeMap<>());
    }

    /**
     * What tells a repeated event from a conflicting one: event time, dimensions and metrics by name. Neither id, revision nor ingest time
     * count. Numbers are doubles, so 1 is 1.0; a whole one that no double is, is itself.
     */
    String content() {
        StringBuilder text = values();
        exact.forEach((name, value) -> {
            if ((long) value.doubleValue() != value || Double.compare(metrics.getOrDefault(name, 0.0), value) != 0) {
                append(text.append('x'), name);
                append(text, Long.toString(value));
            }
        });
        return text.toString();
    }

    private StringBuilder values() {
        StringBuilder text = new StringBuilder(128);
        text.append('t').append(eventTimeMicros);
        for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
            append(text.append('d'), dimension.getKey());
            append(text, dimension.getValue());
        }
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            append(text.append('m'), metric.getKey());
            append(text, Double.toString(metric.getValue()));
        }
        return text;
    }

    /** Everything that a statement returns of the event. */
    String canonical() {
        StringBuilder text = new StringBuilder(192);
        append(text.append('e'), eventId);
        return text.append('i').append(ingestMillis).append(values()).toString();
    }

    /** Lengths stand in front, so that no value can look like the beginning of the next. */
    private static void append(StringBuilder text, String value) {
        text.append(value.length()).append(':').append(value);
    }
}
