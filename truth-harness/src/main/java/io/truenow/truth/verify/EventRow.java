package io.truenow.truth.verify;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One event as both sides show it: columns by name, only those with a value.
 *
 * @param ingestMillis the door's clock in whole milliseconds, which is what JDBC carries
 */
public record EventRow(
        String eventId,
        long eventTimeMicros,
        long ingestMillis,
        SortedMap<String, String> dimensions,
        SortedMap<String, Double> metrics) {

    /** Sorts the columns by name. */
    public EventRow {
        dimensions = new TreeMap<>(dimensions);
        metrics = new TreeMap<>(metrics);
    }

    /**
     * What tells a repeated event from a conflicting one: event time, dimensions and metrics by name. Neither id, revision nor ingest time
     * count. Numbers are doubles, so 1 is 1.0.
     */
    String content() {
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
        return text.toString();
    }

    /** Everything that a statement returns of the event. */
    String canonical() {
        StringBuilder text = new StringBuilder(192);
        append(text.append('e'), eventId);
        return text.append('i').append(ingestMillis).append(content()).toString();
    }

    /** Lengths stand in front, so that no value can look like the beginning of the next. */
    private static void append(StringBuilder text, String value) {
        text.append(value.length()).append(':').append(value);
    }
}
