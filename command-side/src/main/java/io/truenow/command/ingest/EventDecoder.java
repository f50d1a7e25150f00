package io.truenow.command.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.Rejection;
import java.util.ArrayList;
import java.util.List;
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
    private final TableDefaults defaults;
    private final int maxErrorsShown;
    private final EventReader reader;
    private final List<Rejection> rejections = new ArrayList<>();
    private int received;
    private int rejected;
    private boolean untargeted;
    private @Nullable String bodyNamespace;
    private @Nullable String bodyTable;
    private @Nullable String listPointer;

    /** What the request says outside of its body; null where it says nothing. */
    record TableDefaults(
            String tenant,
            @Nullable String namespace,
            @Nullable String table) {}

    EventDecoder(
            JsonSource source, IngestSettings settings, TableDefaults defaults, EventTimeRule times, int expectedRows) {
        this.source = source;
        this.defaults = defaults;
        this.maxErrorsShown = settings.body().maxErrorsShown();
        this.reader = new EventReader(settings.event(), times, expectedRows);
    }

    /**
     * Reads a whole body.
     *
     * @throws TrueNowException {@code INVALID_ENCODING}, {@code INVALID_JSON}, {@code TOO_LARGE}, {@code MISSING_TABLE},
     *     {@code INVALID_NAME}
     */
    DecodedEvents document(byte[] body, int length) {
        JsonSource.requireUtf8(body, 0, length);
        boolean single;
        try (JsonParser in = source.open(body, 0, length)) {
            JsonToken first = in.nextToken();
            if (first == JsonToken.START_OBJECT) {
                single = object(in);
            } else if (first == JsonToken.START_ARRAY) {
                single = false;
                array(in, "");
            } else {
                throw invalid(first == null ? "The body is empty." : "The body is neither an object nor an array.");
            }
            if (in.nextToken() != null) {
                throw invalid("Something follows the JSON document.");
            }
        } catch (JacksonException e) {
            throw JsonSource.refusal(e);
        }
        return result(single);
    }

    /** Reads one line of NDJSON; what is wrong with it is a refusal of that line. */
    void line(byte[] bytes, int from, int to, int index) {
        received++;
        reader.begin();
        try {
            JsonSource.requireUtf8(bytes, from, to);
            try (JsonParser in = source.open(bytes, from, to)) {
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
            reject(new Rejection(index, null, e.code(), String.valueOf(e.getMessage()), e.pointer(), e.hint()));
            return;
        }
        if (!isTargeted()) {
            reader.refuse(ErrorCode.MISSING_TABLE, "The line names no namespace or no table.", "", null);
        }
        end(index, null);
    }

    private boolean isTargeted() {
        return (reader.namespace() != null || defaults.namespace() != null)
                && (reader.table() != null || defaults.table() != null);
    }

    /** What was read. */
    DecodedEvents result(boolean single) {
        String namespace = bodyNamespace != null ? bodyNamespace : defaults.namespace();
        String table = bodyTable != null ? bodyTable : defaults.table();
        if (untargeted && (namespace == null || table == null)) {
            throw new TrueNowException(
                    ErrorCode.MISSING_TABLE,
                    "The request names no " + (namespace == null ? "namespace" : "table") + ".",
                    namespace == null ? "/namespace" : "/table",
                    "Send \"namespace\" and \"table\" in the body, or the headers X-Namespace and X-Table.",
                    null);
        }
        List<DecodedEvents.Part> parts = new ArrayList<>();
        for (Portion portion : reader.portions()) {
            if (portion.rows() > 0) {
                String ownNamespace = portion.namespace() != null ? portion.namespace() : namespace;
                String ownTable = portion.table() != null ? portion.table() : table;
                parts.add(new DecodedEvents.Part(
                        new TableRef(defaults.tenant(), orEmpty(ownNamespace), orEmpty(ownTable)),
                        portion.builder().build(),
                        portion.indexes()));
            }
        }
        return new DecodedEvents(single, listPointer, received, parts, rejections, rejected);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Reads an object that is one event or holds a list of events; true if it is one event. */
    private boolean object(JsonParser in) {
        boolean single = true;
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
                list(in);
            } else if (single) {
                reader.field(in, name);
            } else {
                targetField(in, name);
            }
            name = in.nextName();
        }
        if (single) {
            keepTarget();
            received = 1;
            untargeted = true;
            end(0, null);
        }
        return single;
    }

    private void keepTarget() {
        bodyNamespace = reader.namespace();
        bodyTable = reader.table();
    }

    private void list(JsonParser in) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new TrueNowException(
                    ErrorCode.INVALID_EVENT, "The field [events] is not an array.", "/events", EMPTY_HINT, null);
        }
        untargeted = true;
        array(in, "/events");
    }

    /** A field behind the events. */
    private void targetField(JsonParser in, String name) {
        boolean isTarget = name.equals("namespace") || name.equals("table");
        if (isTarget && in.currentToken() == JsonToken.VALUE_STRING) {
            String text = in.getString();
            boolean isNamespace = name.equals("namespace");
            if ((isNamespace ? bodyNamespace : bodyTable) != null) {
                throw invalid("The body has the field [" + name + "] twice.");
            }
            if (isNamespace) {
                bodyNamespace = text.isEmpty() ? null : text;
            } else {
                bodyTable = text.isEmpty() ? null : text;
            }
        } else {
            in.skipChildren();
        }
    }

    private void array(JsonParser in, String list) {
        listPointer = list;
        int index = 0;
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            reader.begin();
            if (token == JsonToken.START_OBJECT) {
                reader.fields(in);
            } else {
                reader.refuse(ErrorCode.INVALID_EVENT, "The event is not an object.", "", EMPTY_HINT);
                in.skipChildren();
            }
            untargeted |= reader.namespace() == null || reader.table() == null;
            end(index, list);
            index++;
        }
        received = index;
    }

    private void end(int index, @Nullable String list) {
        Rejection rejection = reader.end(index, list);
        if (rejection != null) {
            reject(rejection);
        }
    }

    private void reject(Rejection rejection) {
        rejected++;
        if (rejections.size() < maxErrorsShown) {
            rejections.add(rejection);
        }
    }

    private static TrueNowException invalid(String message) {
        return new TrueNowException(ErrorCode.INVALID_JSON, message, null, EMPTY_HINT, null);
    }
}
