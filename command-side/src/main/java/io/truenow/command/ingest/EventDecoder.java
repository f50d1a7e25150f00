package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.Rejection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Turns the JSON of one request, or of one block of NDJSON, into columns. Understood are one event, {@code {"events":[…]}}, a
 * bare array, and lines. An event may name its table; else the body does, before or behind its events; else the headers. A body
 * that is no JSON is refused as a whole, an event that breaks a rule alone. Spent after its answer; not thread-safe.
 */
final class EventDecoder {

    private static final String EMPTY_HINT = "Send an event, {\"events\":[…]} or an array of events.";

    private final JsonSource source;
    private final EventReader reader;
    private final BodyEvents events;
    private final JsonScan bytes = new JsonScan();
    private final EventScan scan;
    private final Supplier<ListScan> lists;
    private final int maxEventBytes;

    /** What the request says outside of its body; null where it says nothing. */
    record TableDefaults(
            String tenant,
            @Nullable String namespace,
            @Nullable String table) {}

    EventDecoder(
            JsonSource source,
            IngestSettings settings,
            int maxEventBytes,
            TableDefaults defaults,
            EventTimeRule times,
            int expectedRows) {
        this.source = source;
        this.maxEventBytes = maxEventBytes;
        this.reader = new EventReader(settings.event(), times, expectedRows);
        this.events = new BodyEvents(reader, defaults, settings.body().maxErrorsShown());
        this.scan = new EventScan(settings.event(), times);
        this.lists = () -> {
            EventReader own = new EventReader(settings.event(), times, expectedRows);
            return new ListScan(
                    source,
                    own,
                    new BodyEvents(own, defaults, settings.body().maxErrorsShown()),
                    scan,
                    bytes,
                    maxEventBytes);
        };
    }

    /**
     * Reads a whole body.
     *
     * @throws TrueNowException {@code INVALID_ENCODING}, {@code INVALID_JSON}, {@code TOO_LARGE}, {@code MISSING_TABLE},
     *     {@code INVALID_NAME}
     */
    DecodedEvents document(byte[] body, int length) {
        JsonSource.requireUtf8(body, 0, length);
        DecodedEvents list = lists.get().read(body, length);
        return list != null ? list : parsed(body, length);
    }

    /** Reads a body, which is proven UTF-8, by the parser alone: what {@link #document} has to agree with. */
    DecodedEvents parsed(byte[] body, int length) {
        boolean single;
        try (JsonParser in = source.open(body, 0, length)) {
            JsonToken first = in.nextToken();
            if (first == JsonToken.START_OBJECT) {
                single = object(in, length);
            } else if (first == JsonToken.START_ARRAY) {
                single = false;
                array(in, "", length);
            } else {
                throw invalid(first == null ? "The body is empty." : "The body is neither an object nor an array.");
            }
            if (in.nextToken() != null) {
                throw invalid("Something follows the JSON document.");
            }
        } catch (JacksonException e) {
            throw JsonSource.refusal(e);
        }
        return events.result(single);
    }

    /** Reads one line of NDJSON; what is wrong with it is a refusal of that line. */
    void line(byte[] source, int from, int to, int index) {
        events.receivedOne();
        int end = to;
        while (end - from > maxEventBytes && isBlank(source[end - 1])) {
            end--;
        }
        if (end - from > maxEventBytes) {
            events.reject(new Rejection(
                    index,
                    null,
                    ErrorCode.TOO_LARGE,
                    LiveLimits.sentence(end - from),
                    null,
                    LiveLimits.hint(maxEventBytes)));
        } else if (!scanned(source, from, to, index)) {
            parsed(source, from, to, index);
        }
    }

    private static boolean isBlank(byte one) {
        return one == '\n' || one == '\r' || one == ' ' || one == '\t';
    }

    /** Reads a line that is like the one before it. */
    private boolean scanned(byte[] source, int from, int to, int index) {
        Portion like = reader.lastGood();
        if (like == null || Utf8.firstInvalid(source, from, to) >= 0) {
            return false;
        }
        bytes.over(source, from, to);
        if (!scan.scan(bytes, like)) {
            return false;
        }
        if (bytes.atEnd()) {
            like.end(index);
            return true;
        }
        like.abandon();
        return false;
    }

    /** Reads a line by the parser alone. */
    private void parsed(byte[] line, int from, int to, int index) {
        reader.begin();
        try {
            JsonSource.requireUtf8(line, from, to);
            try (JsonParser in = source.open(line, from, to)) {
                if (in.nextToken() != JsonToken.START_OBJECT) {
                    throw invalid("The line is not an object.");
                }
                reader.fields(in);
                if (in.nextToken() != null) {
                    throw invalid("Something follows the object on its line.");
                }
            } catch (JacksonException e) {
                throw JsonSource.refusal(e);
            }
        } catch (TrueNowException e) {
            reader.abandon();
            events.reject(new Rejection(index, null, e.code(), String.valueOf(e.getMessage()), e.pointer(), e.hint()));
            return;
        }
        if (!events.isTargeted()) {
            reader.refuse(ErrorCode.MISSING_TABLE, "The line names no namespace or no table.", "", null);
        }
        events.end(index);
    }

    /** The lines that were read. */
    DecodedEvents result() {
        return events.result(false);
    }

    /** Reads an object that is one event or holds a list of events; true if it is one event. */
    private boolean object(JsonParser in, int length) {
        boolean single = true;
        long start = length > maxEventBytes ? in.currentTokenLocation().getByteOffset() : 0;
        reader.begin();
        String name = in.nextName();
        while (name != null) {
            in.nextToken();
            if (name.equals("events") && in.currentToken() != JsonToken.VALUE_NULL) {
                if (!single) {
                    throw invalid("The body has the field [events] twice.");
                }
                single = false;
                keepTarget();
                reader.abandon();
                list(in, length);
            } else if (single) {
                reader.field(in, name);
            } else {
                targetField(in, name);
            }
            name = in.nextName();
        }
        if (single) {
            keepTarget();
            requireSize(in, start, length);
            events.receivedOne();
            events.untargeted();
            events.end(0);
        }
        return single;
    }

    private void keepTarget() {
        events.namespace(reader.namespace());
        events.table(reader.table());
    }

    private void list(JsonParser in, int length) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new TrueNowException(
                    ErrorCode.INVALID_EVENT, "The field [events] is not an array.", "/events", EMPTY_HINT, null);
        }
        events.untargeted();
        array(in, "/events", length);
    }

    /** A field behind the events. */
    private void targetField(JsonParser in, String name) {
        boolean isTarget = name.equals("namespace") || name.equals("table");
        if (isTarget && in.currentToken() == JsonToken.VALUE_STRING) {
            String text = in.getString();
            boolean isNamespace = name.equals("namespace");
            if ((isNamespace ? events.namespace() : events.table()) != null) {
                throw invalid("The body has the field [" + name + "] twice.");
            }
            if (isNamespace) {
                events.namespace(text.isEmpty() ? null : text);
            } else {
                events.table(text.isEmpty() ? null : text);
            }
        } else {
            in.skipChildren();
        }
    }

    /** An event that ends here, in a body of so many bytes, may be too large. */
    private void requireSize(JsonParser in, long start, int length) {
        if (length > maxEventBytes) {
            reader.requireSize(in.currentLocation().getByteOffset() - start, maxEventBytes);
        }
    }

    private void array(JsonParser in, String list, int length) {
        events.list(list);
        int index = 0;
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            reader.begin();
            if (token == JsonToken.START_OBJECT) {
                long start = length > maxEventBytes ? in.currentTokenLocation().getByteOffset() : 0;
                reader.fields(in);
                requireSize(in, start, length);
            } else {
                reader.refuse(ErrorCode.INVALID_EVENT, "The event is not an object.", "", EMPTY_HINT);
                in.skipChildren();
            }
            if (reader.namespace() == null || reader.table() == null) {
                events.untargeted();
            }
            events.end(index);
            index++;
        }
        events.received(index);
    }

    private static TrueNowException invalid(String message) {
        return new TrueNowException(ErrorCode.INVALID_JSON, message, null, EMPTY_HINT, null);
    }
}
