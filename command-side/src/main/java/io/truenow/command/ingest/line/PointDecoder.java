package io.truenow.command.ingest.line;

import io.truenow.command.ingest.ContentId;
import io.truenow.command.ingest.DecodedEvents;
import io.truenow.command.ingest.EventTimeRule;
import io.truenow.command.ingest.Fault;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.command.ingest.Utf8;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns lines into columns: the measurement names the table, tags and texts become dimensions, numbers metrics. A line that breaks a
 * rule is refused alone and leaves nothing behind. Reused from block to block. Not thread-safe.
 */
final class PointDecoder {

    private final IngestSettings settings;
    private final Precision precision;
    private final String requestId;
    private final PointParser parser;
    private final PointWriter writer;
    private final Point point = new Point();
    private final PairOrder tags = new PairOrder();
    private final PairOrder fields = new PairOrder();
    private final ContentId ids = new ContentId();
    private final MeasurementTables tables;
    private final List<Rejection> rejections = new ArrayList<>();
    private EventTimeRule times;
    private int received;
    private int rejected;

    /** @param requestId tells lines without a time of one request from those of another */
    PointDecoder(
            IngestSettings settings,
            MeasurementTables tables,
            Precision precision,
            EventTimeRule times,
            String requestId) {
        this.settings = settings;
        this.precision = precision;
        this.times = times;
        this.requestId = requestId;
        this.tables = tables;
        this.parser = new PointParser(settings.event().maxColumns());
        this.writer = new PointWriter(settings.event(), point, tags, fields);
    }

    /** A block begins. */
    void begin(EventTimeRule now) {
        times = now;
        tables.clear();
        rejections.clear();
        received = 0;
        rejected = 0;
    }

    /**
     * Reads one line; blank ones and comments are no events.
     *
     * @param to its end; a line feed, and a carriage return before it, may stand there
     * @param index number of the line in the request, from 0
     */
    void line(byte[] bytes, int from, int to, int index) {
        int start = from;
        int end = to > from && bytes[to - 1] == '\n' ? to - 1 : to;
        end = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        while (start < end && (bytes[start] == ' ' || bytes[start] == '\t')) {
            start++;
        }
        if (start == end || bytes[start] == '#') {
            return;
        }
        received++;
        Fault fault = point(bytes, start, end, index);
        if (fault != null) {
            rejected++;
            if (rejections.size() < settings.body().maxErrorsShown()) {
                rejections.add(fault.at(index, null, ""));
            }
        }
    }

    private @Nullable Fault point(byte[] bytes, int from, int to, int index) {
        int invalid = Utf8.firstInvalid(bytes, from, to);
        if (invalid >= 0) {
            return new Fault(
                    ErrorCode.INVALID_ENCODING, "The byte at [" + (invalid - from) + "] is not UTF-8.", "", null);
        }
        Fault fault = parser.parse(bytes, from, to, point);
        if (fault == null) {
            fault = sorted();
        }
        if (fault == null && point.timed()) {
            fault = precision.fault(point.time(), times);
        }
        if (fault != null) {
            return fault;
        }
        MeasurementTables.Entry table = tables.of(point);
        if (table == null) {
            return tables.fault(point);
        }
        long micros = point.timed() ? precision.toMicros(point.time()) : times.nowMicros();
        return writer.write(table.portion(), micros, id(micros, index), index);
    }

    private @Nullable Fault sorted() {
        tags.sort(point.tags(), point.text());
        fields.sort(point.fields(), point.text());
        if (tags.duplicate() >= 0) {
            return twice("tag", point.tags(), tags.duplicate());
        }
        return fields.duplicate() >= 0 ? twice("field", point.fields(), fields.duplicate()) : null;
    }

    private Fault twice(String noun, Point.Pairs pairs, int pair) {
        return new Fault(
                ErrorCode.INVALID_EVENT,
                "The " + noun + " ["
                        + PointParser.shown(point.text(), pairs.nameFrom(pair), pairs.nameLength(pair))
                        + "] stands twice in the line.",
                "",
                null);
    }

    /** The id of the point: of all that it says, whatever the order, precision or spelling. */
    private byte[] id(long micros, int index) {
        byte[] text = point.text();
        ids.begin();
        ids.text(text, 0, point.measurementLength());
        ids.number(point.tags().size());
        for (int i = 0; i < point.tags().size(); i++) {
            int tag = tags.at(i);
            ids.text(text, point.tags().nameFrom(tag), point.tags().nameLength(tag));
            ids.text(text, point.tags().valueFrom(tag), point.tags().valueLength(tag));
        }
        for (int i = 0; i < point.fields().size(); i++) {
            field(text, fields.at(i));
        }
        ids.mark('t');
        ids.number(micros);
        if (point.timed()) {
            ids.number(precision.nanosBelowMicros(point.time()));
        } else {
            // Without a time of its own a line cannot be told from a repetition, so it counts as new.
            ids.mark('r');
            byte[] request = requestId.getBytes(StandardCharsets.US_ASCII);
            ids.text(request, 0, request.length);
            ids.number(index);
        }
        return ids.end();
    }

    private void field(byte[] text, int field) {
        ids.text(text, point.fields().nameFrom(field), point.fields().nameLength(field));
        switch (point.kind(field)) {
            case NUMBER -> {
                ids.mark('n');
                ids.number(Double.doubleToRawLongBits(point.number(field)));
            }
            case TEXT -> {
                ids.mark('s');
                ids.text(text, point.fields().valueFrom(field), point.fields().valueLength(field));
            }
            case TRUE -> ids.mark('T');
            case FALSE -> ids.mark('F');
        }
    }

    /** What the block holds. */
    DecodedEvents result() {
        return new DecodedEvents(false, null, received, tables.parts(), List.copyOf(rejections), rejected);
    }
}
