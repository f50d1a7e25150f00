package io.truenow.infra.meters;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several Prometheus texts as one: each family of series once, with one heading, as the format demands. */
final class PrometheusText {

    private PrometheusText() {}

    static String merge(PrometheusMeterRegistry first, Collection<PrometheusMeterRegistry> others) {
        Map<String, List<String>> headings = new LinkedHashMap<>();
        Map<String, List<String>> series = new LinkedHashMap<>();
        read(first.scrape(), headings, series);
        for (PrometheusMeterRegistry other : others) {
            read(other.scrape(), headings, series);
        }
        StringBuilder text = new StringBuilder();
        headings.forEach((family, lines) -> {
            lines.forEach(line -> text.append(line).append('\n'));
            series.getOrDefault(family, List.of())
                    .forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }

    /** A heading is {@code # HELP name …} or {@code # TYPE name …}; the series of a family follow its headings. */
    private static void read(String text, Map<String, List<String>> headings, Map<String, List<String>> series) {
        String family = "";
        boolean known = false;
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("# ") && line.length() > 7) {
                int end = line.indexOf(' ', 7);
                String name = line.substring(7, end < 0 ? line.length() : end);
                if (!name.equals(family)) {
                    family = name;
                    known = headings.containsKey(name);
                }
                if (!known) {
                    headings.computeIfAbsent(name, n -> new ArrayList<>(2)).add(line);
                }
            } else if (!line.isEmpty()) {
                headings.computeIfAbsent(family, n -> new ArrayList<>(2));
                series.computeIfAbsent(family, n -> new ArrayList<>()).add(line);
            }
        }
    }
}
