package io.truenow.truth.verify;

import io.truenow.events.catalog.ColumnType;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.util.SortedMap;
import java.util.TreeMap;

/** Events of a decoded batch, one by one. */
final class BatchRows {

    private BatchRows() {}

    static EventRow row(EventBatch batch, int row) {
        EventColumns events = batch.events();
        SortedMap<String, String> dimensions = new TreeMap<>();
        SortedMap<String, Double> metrics = new TreeMap<>();
        SortedMap<String, Long> exact = new TreeMap<>();
        for (EventColumn column : events.columns()) {
            if (!column.isNull(row)) {
                switch (column) {
                    case EventColumn.StringColumn text ->
                        dimensions.put(text.name(), text.dictionary().text(text.codes()[row]));
                    case EventColumn.DoubleColumn number -> metrics.put(number.name(), number.values()[row]);
                    case EventColumn.LongColumn whole -> {
                        long value = whole.values()[row];
                        boolean moment = whole.type() == ColumnType.TIMESTAMP;
                        metrics.put(whole.name(), (double) (moment ? Math.floorDiv(value, 1_000L) : value));
                        exact.put(whole.name(), value);
                    }
                }
            }
        }
        return new EventRow(
                events.ids().text(row),
                events.eventTimesMicros()[row],
                Math.floorDiv(batch.header().ingestTimeMicros(), 1_000L),
                dimensions,
                metrics,
                exact);
    }
}
