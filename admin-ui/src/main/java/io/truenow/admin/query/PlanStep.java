package io.truenow.admin.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a plan in words. Steps that are not known keep the server's name. Thread-safe.
 *
 * @param title what the step does
 * @param place where it runs
 * @param facts what it works with, by label
 */
record PlanStep(String title, String place, Map<String, String> facts) {

    static final String IN_HOT_TIER = "in the hot tier";
    static final String ABOVE = "above the scan";
    static final String SYSTEM = "system table";

    private static final int MAX_EXPRESSION = 600;

    /** Column of a scan outside of texts: {@code dimension "region"}. */
    private static final Pattern FIELD = Pattern.compile("'(?:[^']|'')*'|\\b[a-z_]+ \"([^\"]*)\"");

    private static final Pattern TERM = Pattern.compile("\\$t(\\d+)");
    private static final Pattern EXPRESSION = Pattern.compile("expr#(\\d+)");
    private static final Pattern INPUTS = Pattern.compile("expr#0(?:\\.\\.(\\d+))?");

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("Calc", "Compute columns"),
            Map.entry("Project", "Compute columns"),
            Map.entry("Filter", "Keep some rows"),
            Map.entry("Sort", "Sort"),
            Map.entry("Limit", "Cut"),
            Map.entry("LimitSort", "Sort and cut"),
            Map.entry("Aggregate", "Group"),
            Map.entry("SortedAggregate", "Group sorted rows"),
            Map.entry("HashJoin", "Join by hash"),
            Map.entry("NestedLoopJoin", "Join by nested loops"),
            Map.entry("Join", "Join"),
            Map.entry("Correlate", "Run once per row"),
            Map.entry("Union", "Unite"),
            Map.entry("MergeUnion", "Unite sorted rows"),
            Map.entry("Minus", "Subtract"),
            Map.entry("Intersect", "Intersect"),
            Map.entry("Window", "Window functions"),
            Map.entry("Values", "Fixed rows"),
            Map.entry("Guard", "Watch for a cancel"),
            Map.entry("Held", "Count what is kept"));

    private static final Map<String, String> SCAN_LABELS = labels(
            "filter", "keeps rows where",
            "fields", "reads columns",
            "keys", "groups by",
            "aggregations", "computes",
            "order", "sorts by",
            "offset", "skips rows",
            "limit", "rows at most");

    /** What of a statement can be folded into a scan, in the order of the sentence. */
    private static final Map<String, String> FOLDED = labels(
            "filter", "filter",
            "keys", "grouping",
            "aggregations", "aggregates",
            "order", "order",
            "offset", "offset",
            "limit", "limit");

    private static Map<String, String> labels(String... pairs) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    static PlanStep of(PlanNode node) {
        Map<String, String> items = items(node.detail());
        if (node.name().equals("HotTierScan")) {
            return new PlanStep("Scan " + items.getOrDefault("table", ""), IN_HOT_TIER, scan(items));
        }
        if (node.name().equals("SystemScan")) {
            return new PlanStep("Read " + items.getOrDefault("table", ""), SYSTEM, Map.of());
        }
        String kind = node.name().replaceFirst("^(Enumerable|Logical)", "");
        boolean calc = items.keySet().stream().anyMatch(name -> name.startsWith("expr#"));
        return new PlanStep(TITLES.getOrDefault(kind, node.name()), ABOVE, calc ? calc(items) : items);
    }

    private static Map<String, String> scan(Map<String, String> items) {
        List<String> folded = new ArrayList<>();
        FOLDED.forEach((item, word) -> {
            if (items.containsKey(item)) {
                folded.add(word);
            }
        });
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("pushed down", folded.isEmpty() ? "nothing: every row leaves the scan" : String.join(", ", folded));
        SCAN_LABELS.forEach((item, label) -> {
            String text = items.get(item);
            if (text != null && !text.isEmpty()) {
                facts.put(label, named(text));
            }
        });
        return facts;
    }

    /** Fields by their names alone. */
    private static String named(String text) {
        return FIELD.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null ? found.group() : found.group(1)));
    }

    /** Puts the numbered parts of expressions where they are used; {@code $3} is the fourth column of the step below. */
    private static Map<String, String> calc(Map<String, String> items) {
        Map<Integer, String> parts = new LinkedHashMap<>();
        Map<String, String> facts = new LinkedHashMap<>();
        items.forEach((name, text) -> {
            Matcher inputs = INPUTS.matcher(name);
            Matcher expression = EXPRESSION.matcher(name);
            if (inputs.matches() && text.equals("{inputs}")) {
                int last = inputs.group(1) == null ? 0 : Integer.parseInt(inputs.group(1));
                for (int i = 0; i <= last; i++) {
                    parts.put(i, "$" + i);
                }
            } else if (expression.matches()) {
                parts.put(Integer.parseInt(expression.group(1)), whole(text, parts));
            } else {
                facts.put(name.equals("$condition") ? "keeps rows where" : name, whole(text, parts));
            }
        });
        facts.keySet().removeIf(name -> name.startsWith("proj#"));
        return facts;
    }

    private static String whole(String text, Map<Integer, String> parts) {
        String whole = TERM.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(parts.getOrDefault(Integer.parseInt(found.group(1)), found.group())));
        return whole.length() > MAX_EXPRESSION ? text : whole;
    }

    /** Parts {@code name=[text]} of a step, in their order; brackets within texts are balanced or quoted. */
    private static Map<String, String> items(String detail) {
        Map<String, String> items = new LinkedHashMap<>();
        int at = 0;
        while (at < detail.length()) {
            int open = detail.indexOf("=[", at);
            if (open < 0) {
                break;
            }
            int close = close(detail, open + 2);
            items.put(detail.substring(at, open).strip(), detail.substring(open + 2, close));
            at = close + 1;
            while (at < detail.length() && (detail.charAt(at) == ',' || detail.charAt(at) == ' ')) {
                at++;
            }
        }
        return items;
    }

    private static int close(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == '[') {
                depth++;
            } else if (!quoted && c == ']' && depth-- == 0) {
                return i;
            }
        }
        return text.length();
    }
}
