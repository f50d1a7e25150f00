package io.truenow.sql.plan;

import io.truenow.sql.scan.OperatorFigures;
import java.util.List;

/**
 * A plan that counts what its operators do; for one run.
 *
 * @param figures of each line of the plan's text
 */
public record MeasuredPlan(Plan plan, List<OperatorFigures> figures) {

    /** Copies the list. */
    public MeasuredPlan {
        figures = List.copyOf(figures);
    }

    /** The plan's text with the figures so far, those of an operator with its inputs' included. */
    public String report() {
        StringBuilder report = new StringBuilder();
        List<String> lines = plan.explanation().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String attributes = i < figures.size() ? figures.get(i).attributes() : "";
            boolean listed = line.endsWith(")");
            report.append(listed ? line.substring(0, line.length() - 1) : line)
                    .append(attributes.isEmpty() ? "" : listed ? ", " : "(")
                    .append(attributes)
                    .append(listed || !attributes.isEmpty() ? ")" : "")
                    .append('\n');
        }
        return report.toString();
    }
}
