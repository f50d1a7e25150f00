package io.truenow.command.ingest;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a body that is a list of events without parsing it as a whole: each event like the one before it by {@link EventScan}, each
 * other one by a parser that is opened over it alone. A body of another form, or one with a fault outside of the limits of an event, is
 * left to the parser of whole documents; then nothing of this counts. Spent after its answer; not thread-safe.
 */
final class ListScan {

    private static final byte[] NAMESPACE = "namespace".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TABLE = "table".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENTS = "events".getBytes(StandardCharsets.US_ASCII);

    /** A list in which more events than this, and more than half, are unlike those before them is better parsed as a whole. */
    private static final int FREE_PARSED = 16;

    private final JsonSource source;
    private final EventReader reader;
    private final BodyEvents events;
    private final EventScan scan;
    private final JsonScan in;
    private final int maxEventBytes;
    private int parsed;

    ListScan(JsonSource source, EventReader reader, BodyEvents events, EventScan scan, JsonScan in, int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
        this.source = source;
        this.reader = reader;
        this.events = events;
        this.scan = scan;
        this.in = in;
    }

    /** The events of a body that is proven UTF-8, or null if another parser has to read it. */
    @Nullable
    DecodedEvents read(byte[] body, int length) {
        in.over(body, 0, length);
        boolean whole;
        try {
            whole = in.peek() == '[' ? list("", length) : object(length);
        } catch (JacksonException e) {
            return null;
        }
        return whole && in.atEnd() ? events.result(false) : null;
    }

    private boolean object(int length) {
        boolean listed = false;
        if (!in.take('{')) {
            return false;
        }
        do {
            if (!in.name()) {
                return false;
            }
            boolean read;
            if (in.textIs(EVENTS) && !listed) {
                listed = true;
                events.untargeted();
                read = list("/events", length);
            } else {
                read = target();
            }
            if (!read) {
                return false;
            }
        } while (in.take(','));
        return listed && in.take('}');
    }

    /** Reads the namespace or the table of the body; each may stand once. */
    private boolean target() {
        boolean isNamespace = in.textIs(NAMESPACE);
        if (!isNamespace && !in.textIs(TABLE) || !in.text() || in.textLength() == 0) {
            return false;
        }
        String name = new String(in.bytes(), in.textFrom(), in.textLength(), StandardCharsets.UTF_8);
        if ((isNamespace ? events.namespace() : events.table()) != null) {
            return false;
        }
        if (isNamespace) {
            events.namespace(name);
        } else {
            events.table(name);
        }
        return true;
    }

    private boolean list(String pointer, int length) {
        events.list(pointer);
        if (!in.take('[')) {
            return false;
        }
        if (in.take(']')) {
            return true;
        }
        int index = 0;
        do {
            if (in.peek() != '{' || !event(index, length)) {
                return false;
            }
            index++;
        } while (in.take(','));
        events.received(index);
        return in.take(']');
    }

    private boolean event(int index, int length) {
        int start = in.at();
        Portion like = reader.lastGood();
        if (like != null && scan.scan(in, like)) {
            if (in.at() - start > maxEventBytes) {
                like.abandon();
                in.at(start);
                return parse(index, length);
            }
            like.end(index);
            if (like.namespace() == null || like.table() == null) {
                events.untargeted();
            }
            return true;
        }
        parsed++;
        if (parsed > FREE_PARSED && parsed > index / 2) {
            return false;
        }
        in.at(start);
        return parse(index, length);
    }

    private boolean parse(int index, int length) {
        int start = in.at();
        try (JsonParser parser = source.openInList(in.bytes(), start, length)) {
            reader.begin();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            reader.fields(parser);
            int end = start + (int) parser.currentLocation().getByteOffset();
            if (end <= start || in.bytes()[end - 1] != '}') {
                return false;
            }
            in.at(end);
            reader.requireSize(end - start, maxEventBytes);
        }
        if (reader.namespace() == null || reader.table() == null) {
            events.untargeted();
        }
        events.end(index);
        return true;
    }
}
