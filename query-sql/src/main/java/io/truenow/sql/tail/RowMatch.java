package io.truenow.sql.tail;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of a batch whose dimensions have wanted values: looked up once a batch, compared by code. Not thread-safe. */
final class RowMatch {

    private final List<int[]> codes = new ArrayList<>();
    private final List<Integer> wanted = new ArrayList<>();
    private boolean none;

    RowMatch(EventColumns events, Map<String, String> dimensions) {
        dimensions.forEach((name, value) -> {
            EventColumn.StringColumn column = column(events, name);
            int code = column == null ? -1 : code(column.dictionary(), value);
            if (column == null || code < 0) {
                none = true;
            } else {
                codes.add(column.codes());
                wanted.add(code);
            }
        });
    }

    boolean matches(int row) {
        if (none) {
            return false;
        }
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i)[row] != wanted.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static EventColumn.@org.jspecify.annotations.Nullable StringColumn column(
            EventColumns events, String name) {
        for (EventColumn column : events.columns()) {
            if (column instanceof EventColumn.StringColumn text && text.name().equals(name)) {
                return text;
            }
        }
        return null;
    }

    private static int code(ByteSlices dictionary, String value) {
        for (int code = 0; code < dictionary.size(); code++) {
            if (dictionary.text(code).equals(value)) {
                return code;
            }
        }
        return -1;
    }
}
