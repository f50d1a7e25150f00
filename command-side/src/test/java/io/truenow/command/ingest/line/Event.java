package io.truenow.command.ingest.line;

import io.truenow.command.ingest.DecodedEvents;
import io.truenow.events.ingest.EventColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** An event as a value, to compare; {@code time} in microseconds. */
record Event(String table, long time, SortedMap<String, String> dimensions, SortedMap<String, Double> metrics) {

    /** Reads what the corpus expects. */
    static Event of(JsonNode json, long now) {
        Event event = new Event(
                json.get("table").stringValue(),
                json.get("time").isString() ? now : json.get("time").longValue(),
                new TreeMap<>(),
                new TreeMap<>());
        json.get("dimensions")
                .properties()
                .forEach(p -> event.dimensions.put(p.getKey(), p.getValue().stringValue()));
        json.get("metrics")
                .properties()
                .forEach(p -> event.metrics.put(p.getKey(), p.getValue().doubleValue()));
        return event;
    }

    /** The events of all tables, in order. */
    static List<Event> of(DecodedEvents decoded) {
        List<Event> events = new ArrayList<>();
        for (DecodedEvents.Part part : decoded.parts()) {
            for (int row = 0; row < part.events().rows(); row++) {
                Event event = new Event(
                        part.table().table(), part.events().eventTimesMicros()[row], new TreeMap<>(), new TreeMap<>());
                for (EventColumn column : part.events().columns()) {
                    event.add(column, row);
                }
                events.add(event);
            }
        }
        return events;
    }

    private void add(EventColumn column, int row) {
        if (column.isNull(row)) {
            return;
        }
        switch (column) {
            case EventColumn.StringColumn s ->
                dimensions.put(s.name(), s.dictionary().text(s.codes()[row]));
            case EventColumn.DoubleColumn d -> metrics.put(d.name(), d.values()[row]);
            case EventColumn.LongColumn n -> metrics.put(n.name(), (double) n.values()[row]);
        }
    }

    /** Ids of the events of all tables, in order. */
    static List<String> ids(DecodedEvents decoded) {
        List<String> ids = new ArrayList<>();
        for (DecodedEvents.Part part : decoded.parts()) {
            for (int row = 0; row < part.events().rows(); row++) {
                ids.add(part.events().ids().text(row));
            }
        }
        return ids;
    }
}
