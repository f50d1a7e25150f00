package io.truenow.admin.query;

import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.ResultRows;
import java.util.ArrayList;
import java.util.List;

/** The line under the editor: how many rows, how long, what is missing. */
final class StatusText {

    private StatusText() {}

    static String of(ResultRows answer) {
        List<String> parts = new ArrayList<>();
        int rows = answer.rows().size();
        String elapsed = FigureText.duration((double) answer.elapsedMicros()).toString();
        if (answer.failure() != null) {
            return "after " + elapsed;
        }
        parts.add(FigureText.grouped(rows) + (rows == 1 ? " row" : " rows"));
        parts.add(elapsed);
        if (answer.truncated()) {
            parts.add("there are more rows: only the first " + FigureText.grouped(rows)
                    + " are shown, narrow the statement or add a LIMIT");
        }
        parts.addAll(answer.warnings());
        return String.join(" · ", parts);
    }
}
