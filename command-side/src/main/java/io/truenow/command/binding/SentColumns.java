package io.truenow.command.binding;

import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a batch by their names, as a door read them: what stands among the dimensions, and what among the metrics. */
final class SentColumns {

    private final int rows;
    private final Map<String, EventColumn.StringColumn> dimensions = new LinkedHashMap<>();
    private final Map<String, EventColumn.DoubleColumn> metrics = new LinkedHashMap<>();

    SentColumns(EventColumns events) {
        rows = events.rows();
        for (EventColumn column : events.columns()) {
            switch (column) {
                case EventColumn.StringColumn texts -> dimensions.put(texts.name(), texts);
                case EventColumn.DoubleColumn numbers -> metrics.put(numbers.name(), numbers);
                case EventColumn.LongColumn typed ->
                    throw new IllegalArgumentException("The column [" + typed.name() + "] has its type already.");
            }
        }
    }

    int rows() {
        return rows;
    }

    EventColumn.@Nullable StringColumn dimension(String name) {
        return dimensions.get(name);
    }

    EventColumn.@Nullable DoubleColumn metric(String name) {
        return metrics.get(name);
    }

    Iterable<EventColumn.StringColumn> dimensions() {
        return dimensions.values();
    }

    Iterable<EventColumn.DoubleColumn> metrics() {
        return metrics.values();
    }

    /** Whether a row has a value of that name. */
    boolean has(String name, int row) {
        EventColumn.StringColumn texts = dimensions.get(name);
        EventColumn.DoubleColumn numbers = metrics.get(name);
        return texts != null && !texts.isNull(row) || numbers != null && !numbers.isNull(row);
    }
}
