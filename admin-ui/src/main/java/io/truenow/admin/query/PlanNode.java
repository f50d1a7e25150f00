package io.truenow.admin.query;

import java.util.ArrayList;
import java.util.List;

/**
 * A step of a plan and the steps that feed it.
 *
 * @param name kind of the step
 * @param detail what it does, as the server says it; may be empty
 */
record PlanNode(String name, String detail, List<PlanNode> inputs) {

    private static final int INDENT = 2;

    /** Steps of a plan text: one a line, inputs indented by two. Lines that are no step ({@code rows: 3}) are left out. */
    static List<PlanNode> parse(List<String> lines) {
        List<PlanNode> roots = new ArrayList<>();
        List<PlanNode> path = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || isFigure(text)) {
                continue;
            }
            int depth = Math.min((line.length() - line.stripLeading().length()) / INDENT, path.size());
            int bracket = text.indexOf('(');
            PlanNode node = bracket < 0
                    ? new PlanNode(text, "", new ArrayList<>())
                    : new PlanNode(
                            text.substring(0, bracket),
                            text.substring(bracket + 1, text.endsWith(")") ? text.length() - 1 : text.length()),
                            new ArrayList<>());
            (depth == 0 ? roots : path.get(depth - 1).inputs()).add(node);
            path.subList(depth, path.size()).clear();
            path.add(node);
        }
        return roots;
    }

    /** Whether a line is a figure of {@code EXPLAIN ANALYZE}. */
    static boolean isFigure(String line) {
        return line.matches("[a-z_]+: \\d+");
    }
}
