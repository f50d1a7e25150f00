package io.truenow.sql;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.hottier.read.ReferenceReads;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Builds events for tests. */
public final class Events {

    private final EventColumnsBuilder builder = new EventColumnsBuilder(16);

    /** Adds an event; text values become dimensions, numbers metrics, nulls are left out by not naming them. */
    public Events add(String id, long timeMicros, Map<String, Object> values) {
        builder.beginRow();
        byte[] idBytes = bytes(id);
        builder.id(idBytes, 0, idBytes.length);
        builder.eventTimeMicros(timeMicros);
        new TreeMap<>(values).forEach((name, value) -> {
            byte[] nameBytes = bytes(name);
            if (value instanceof Number number) {
                builder.setMetric(builder.metric(nameBytes, 0, nameBytes.length), number.doubleValue());
            } else {
                byte[] text = bytes((String) value);
                builder.setDimension(builder.dimension(nameBytes, 0, nameBytes.length), text, 0, text.length);
            }
        });
        builder.endRow();
        return this;
    }

    /** Adds a metric to the event that {@link #add} began last, under a name that is a dimension too. */
    public EventColumns build() {
        return builder.build();
    }

    /** Id that belongs to a table's name. */
    public static UUID id(TableRef ref) {
        return UUID.nameUUIDFromBytes(bytes(ref.path()));
    }

    /** Stores the events in a table. */
    public void into(ReferenceReads reads, TableRef ref) {
        reads.add(ref, id(ref), build());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
