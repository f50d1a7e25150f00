package io.truenow.truth.torture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run found.
 *
 * @param figures names and values, in the order in which they are shown; values are numbers, texts, or maps of them
 * @param sentences what was violated, the first ones of each kind
 */
public record TortureReport(Map<String, Object> figures, List<String> sentences) {

    /** Keeps the order. */
    public TortureReport {
        figures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        sentences = List.copyOf(sentences);
    }

    /** Whether nothing was violated. */
    public boolean clean() {
        return sentences.isEmpty();
    }

    /** The report for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        figures.forEach(
                (name, value) -> text.append(String.format("%-28s %s%n", name.replace('_', ' '), shown(value))));
        sentences.forEach(sentence -> text.append("! ").append(sentence).append(System.lineSeparator()));
        text.append(clean() ? "nothing is violated" : "VIOLATED").append(System.lineSeparator());
        return text.toString();
    }

    private static String shown(Object value) {
        return value instanceof Map<?, ?> map
                ? map.toString().replace("{", "").replace("}", "").replace('=', ' ')
                : value.toString();
    }

    /** The report for programs. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>(figures);
        all.put("clean", clean());
        all.put("violations", sentences);
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }
}
