package io.truenow.launcher.sample;

import java.util.List;
import java.util.Map;

/**
 * A table that gets made-up events.
 *
 * @param dimensions values of each dimension
 * @param metrics names of the metrics
 */
public record SampleTable(String namespace, String table, Map<String, List<String>> dimensions, List<String> metrics) {

    /** Tables in four namespaces. */
    public static final List<SampleTable> ALL = List.of(
            new SampleTable(
                    "production",
                    "page_views",
                    Map.of(
                            "region", List.of("us-east", "us-west", "eu-west", "ap-south"),
                            "product", List.of("web-app", "mobile-app")),
                    List.of("duration_ms", "bytes")),
            new SampleTable(
                    "production",
                    "purchases",
                    Map.of(
                            "region", List.of("us-east", "us-west", "eu-west", "ap-south"),
                            "category", List.of("books", "music", "games")),
                    List.of("amount", "items")),
            new SampleTable(
                    "staging",
                    "page_views",
                    Map.of("region", List.of("us-east", "eu-west"), "product", List.of("web-app", "mobile-app")),
                    List.of("duration_ms", "bytes")),
            new SampleTable(
                    "iot_sensors",
                    "readings",
                    Map.of("site", List.of("north", "south"), "device", List.of("d-1", "d-2", "d-3", "d-4", "d-5")),
                    List.of("temperature", "humidity")),
            new SampleTable(
                    "gaming",
                    "matches",
                    Map.of("mode", List.of("solo", "team"), "country", List.of("DE", "JP", "US")),
                    List.of("score", "minutes")));

    /** {@code namespace.table}. */
    public String name() {
        return namespace + "." + table;
    }
}
