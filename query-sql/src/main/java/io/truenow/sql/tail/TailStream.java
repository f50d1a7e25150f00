package io.truenow.sql.tail;

import io.truenow.events.catalog.ColumnType;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.LogPosition;
import io.truenow.events.time.TimeText;
import io.truenow.sql.port.EventLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events of one tail: {@code start} first, then one message an event, whose id is the place behind it. What a bound of events
 * a second leaves out is told as {@code left-out}, never silently. Not thread-safe.
 */
final class TailStream {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final byte[] STILL_HERE = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final TailRequest request;
    private final TailPosition position;
    private final OutputStream out;
    private final LongSupplier nanos;
    private final long stillHereNanos;
    private long wroteNanos;
    private long secondNanos;
    private int inSecond;
    private long leftOut;
    private long sent;

    /** A stream from a position, which it moves on. */
    TailStream(TailRequest request, TailPosition position, OutputStream out, LongSupplier nanos, long stillHereNanos) {
        this.request = request;
        this.position = position;
        this.out = out;
        this.nanos = nanos;
        this.stillHereNanos = stillHereNanos;
        this.secondNanos = nanos.getAsLong();
        this.wroteNanos = secondNanos;
    }

    /** Events written so far. */
    long sent() {
        return sent;
    }

    /** Says from where on events come, and whether their table is there yet. */
    void start(boolean known) throws IOException {
        message("start", json -> json.writeBooleanProperty("known", known));
        out.flush();
    }

    /** Writes what a record has for the request. */
    void write(EventLog.Entry entry) throws IOException {
        int first = position.firstIndex(entry.partition(), entry.offset());
        EventColumns events = entry.batch().events();
        if (request.wants(entry.batch().header())) {
            RowMatch match = new RowMatch(events, request.dimensions());
            for (int row = first; row < events.rows(); row++) {
                boolean shown = match.matches(row);
                if (shown) {
                    // What this tells carries the place before the event.
                    nextSecond();
                }
                position.pass(entry.partition(), entry.offset(), row);
                if (shown) {
                    event(entry, row);
                }
            }
        }
        position.pass(entry.partition(), entry.offset());
    }

    private void event(EventLog.Entry entry, int row) throws IOException {
        if (request.perSecond() > 0 && inSecond >= request.perSecond()) {
            leftOut++;
            return;
        }
        inSecond++;
        sent++;
        message("", json -> event(json, entry, row));
    }

    private void nextSecond() throws IOException {
        long now = nanos.getAsLong();
        if (now - secondNanos >= SECOND_NANOS) {
            secondNanos = now;
            inSecond = 0;
            tellLeftOut();
        }
    }

    private void tellLeftOut() throws IOException {
        if (leftOut > 0) {
            long count = leftOut;
            leftOut = 0;
            message("left-out", json -> json.writeNumberProperty("events", count));
        }
    }

    /** To be called after each look into the log: tells what was left out and, after a while without a message, that the stream lives. */
    void pause() throws IOException {
        nextSecond();
        if (nanos.getAsLong() - wroteNanos >= stillHereNanos) {
            out.write(STILL_HERE);
            wroteNanos = nanos.getAsLong();
        }
        out.flush();
    }

    /** Says why the stream ends. */
    void fail(TrueNowException failure) throws IOException {
        message("error", json -> {
            json.writeStringProperty("code", failure.code().name());
            json.writeStringProperty("error", String.valueOf(failure.getMessage()));
        });
        out.flush();
    }

    private interface Fields {
        void write(JsonGenerator json);
    }

    private void message(String name, Fields fields) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (JsonGenerator json = mapper.createGenerator(data)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        String head = "id: " + position + (name.isEmpty() ? "" : "\nevent: " + name) + "\ndata: ";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        data.writeTo(out);
        out.write('\n');
        out.write('\n');
        wroteNanos = nanos.getAsLong();
    }

    private static void event(JsonGenerator json, EventLog.Entry entry, int row) {
        EventColumns events = entry.batch().events();
        var header = entry.batch().header();
        json.writeStringProperty("namespace", header.table().namespace());
        json.writeStringProperty("table", header.table().table());
        json.writeStringProperty("event_id", events.ids().text(row));
        json.writeNumberProperty("event_time", events.eventTimesMicros()[row]);
        json.writeNumberProperty("ingest_time", header.ingestTimeMicros());
        json.writeStringProperty("position", new LogPosition(entry.partition(), entry.offset(), row).toString());
        json.writeObjectPropertyStart("dimensions");
        for (EventColumn column : events.columns()) {
            if (column instanceof EventColumn.StringColumn text && !column.isNull(row)) {
                dimension(json, text, text.dictionary().text(text.codes()[row]));
            } else if (column instanceof EventColumn.LongColumn moments
                    && moments.type() == ColumnType.TIMESTAMP
                    && !column.isNull(row)) {
                json.writeStringProperty(moments.name(), TimeText.toIso(moments.values()[row]));
            }
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("metrics");
        for (EventColumn column : events.columns()) {
            if (column instanceof EventColumn.DoubleColumn number && !column.isNull(row)) {
                json.writeNumberProperty(number.name(), number.values()[row]);
            } else if (column instanceof EventColumn.LongColumn wholes
                    && wholes.type() == ColumnType.LONG
                    && !column.isNull(row)) {
                json.writeNumberProperty(wholes.name(), wholes.values()[row]);
            }
        }
        json.writeEndObject();
    }

    private static void dimension(JsonGenerator json, EventColumn.StringColumn column, String text) {
        if (column.type() == ColumnType.STRING) {
            json.writeStringProperty(column.name(), text);
        } else {
            // Booleans and JSON are JSON already.
            json.writeName(column.name());
            json.writeRawValue(text);
        }
    }
}
