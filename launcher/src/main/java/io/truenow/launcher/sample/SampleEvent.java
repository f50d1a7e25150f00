package io.truenow.launcher.sample;

import java.util.Map;

/**
 * One made-up event.
 *
 * @param timeMicros event time, in microseconds since 1970
 * @param metrics multiples of a quarter, so that sums in any order are exact
 */
public record SampleEvent(
        SampleTable table, String id, long timeMicros, Map<String, String> dimensions, Map<String, Double> metrics) {

    /** The value of a metric, 0 if it has none. */
    double metric(String name) {
        return metrics.getOrDefault(name, 0.0);
    }
}
