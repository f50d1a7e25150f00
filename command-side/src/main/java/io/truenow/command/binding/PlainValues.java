package io.truenow.command.binding;

import io.truenow.command.schema.Pointers;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.SentAs;
import java.util.ArrayList;
import java.util.List;

/** What a table without a schema takes: dimensions of scalars and metrics that a double holds. */
public final class PlainValues {

    private PlainValues() {}

    /** The values that such a table has no column for; several may be of one row. Costs nothing if doors read none. */
    public static List<Misfit> misfits(EventColumns events) {
        List<Misfit> found = new ArrayList<>();
        for (EventColumn column : events.columns()) {
            if (column instanceof EventColumn.StringColumn texts && texts.kinds() != null) {
                structures(texts, events.rows(), found);
            } else if (column instanceof EventColumn.DoubleColumn numbers && numbers.wholes() != null) {
                wholes(numbers, events.rows(), found);
            }
        }
        return found;
    }

    private static void structures(EventColumn.StringColumn texts, int rows, List<Misfit> found) {
        for (int row = 0; row < rows; row++) {
            if (texts.kind(row) == SentAs.JSON && !texts.isNull(row)) {
                String name = Pointers.token(texts.name());
                found.add(new Misfit(
                        row,
                        ErrorCode.INVALID_VALUE,
                        "The dimension [" + name + "] is an object or an array.",
                        "dimensions/" + name,
                        "Send a text, a number, a boolean or null."));
            }
        }
    }

    private static void wholes(EventColumn.DoubleColumn numbers, int rows, List<Misfit> found) {
        for (int row = 0; row < rows; row++) {
            if (numbers.whole(row) != 0) {
                String name = Pointers.token(numbers.name());
                found.add(new Misfit(
                        row,
                        ErrorCode.INVALID_NUMBER,
                        "The metric [" + name + "] is a whole number beyond 2^53.",
                        "metrics/" + name,
                        "Metrics are doubles, which hold whole numbers up to 2^53."));
            }
        }
    }
}
