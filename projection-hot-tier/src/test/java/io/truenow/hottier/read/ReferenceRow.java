package io.truenow.hottier.read;

import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.LogPosition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event as plain values. */
record ReferenceRow(
        int shard,
        LogPosition position,
        long ingestTimeMicros,
        String eventId,
        long eventTimeMicros,
        long revision,
        Map<String, String> dimensions,
        Map<String, Number> metrics) {

    static ReferenceRow of(EventColumns events, int row, int shard, LogPosition position, long ingestTimeMicros) {
        Map<String, String> dimensions = new HashMap<>();
        Map<String, Number> metrics = new HashMap<>();
        for (EventColumn column : events.columns()) {
            if (!column.isNull(row)) {
                switch (column) {
                    case EventColumn.StringColumn s ->
                        dimensions.put(s.name(), s.dictionary().text(s.codes()[row]));
                    case EventColumn.DoubleColumn d -> metrics.put(d.name(), d.values()[row]);
                    case EventColumn.LongColumn n -> metrics.put(n.name(), n.values()[row]);
                }
            }
        }
        return new ReferenceRow(
                shard,
                position,
                ingestTimeMicros,
                events.ids().text(row),
                events.eventTimesMicros()[row],
                events.revisions()[row],
                dimensions,
                metrics);
    }

    /** {@code String}, {@code Long} or {@code Double}, or null. */
    @Nullable
    Object value(Field field) {
        return switch (field) {
            case Field.BuiltIn b ->
                switch (b) {
                    case EVENT_ID -> eventId;
                    case EVENT_TIME -> (Object) eventTimeMicros;
                    case INGEST_TIME -> ingestTimeMicros;
                    case REVISION -> revision;
                    case PARTITION -> (long) position.partition();
                    case OFFSET -> position.offset();
                    case INDEX -> (long) position.index();
                };
            case Field.Column c ->
                switch (c.type()) {
                    case TEXT -> dimensions.get(c.name());
                    case DOUBLE ->
                        metrics.get(c.name()) instanceof Number number ? (Object) number.doubleValue() : null;
                    case LONG -> metrics.get(c.name()) instanceof Number number ? (Object) whole(number) : null;
                };
        };
    }

    private static long whole(Number number) {
        return number instanceof Double decimal && decimal < -Long.MAX_VALUE ? -Long.MAX_VALUE : number.longValue();
    }
}
