package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the fields of one event after the other from a parser into columns. The first fault of an event is kept, the rest of
 * it is skipped, and nothing of it stays in the columns. Texts go from the parser's characters through one scratch array; no
 * object is made per value. Not thread-safe.
 */
final class EventReader {

    private static final int NAMESPACE = 1;
    private static final int TABLE = 2;
    private static final int ID = 4;
    private static final int TIME = 8;
    private static final int DIMENSIONS = 16;
    private static final int DIMS = 32;
    private static final int METRICS = 64;
    private static final int REVISION = 128;

    private final int maxIdBytes;
    private final FaultSlot faults = new FaultSlot();
    private final TextReader texts = new TextReader(faults);
    private final TimeReader times;
    private final ColumnReader columns;
    private final Portions portions;
    private byte[] id = new byte[64];
    private int idLength;
    private int seen;
    private @Nullable Portion row;
    private @Nullable Portion lastGood;
    private @Nullable String namespace;
    private @Nullable String table;
    private String lastNamespace = "";
    private String lastTable = "";

    EventReader(IngestSettings.Event limits, EventTimeRule rule, int expectedRows) {
        this.maxIdBytes = limits.maxIdBytes();
        this.times = new TimeReader(rule, faults);
        this.columns = new ColumnReader(limits, faults, texts);
        this.portions = new Portions(limits.maxTables(), expectedRows, faults);
    }

    /** What was read, by table. */
    Iterable<Portion> portions() {
        return portions.all();
    }

    /** Portion of the last event that counts, or null before the first. */
    @Nullable
    Portion lastGood() {
        return lastGood;
    }

    /** Namespace that the event named, or null. */
    @Nullable
    String namespace() {
        return namespace;
    }

    /** Table that the event named, or null. */
    @Nullable
    String table() {
        return table;
    }

    /** Puts a fault on the event unless it has one. */
    void refuse(ErrorCode code, String message, String path, @Nullable String hint) {
        faults.refuse(code, message, path, hint);
    }

    /** Puts a fault on the event if its JSON text has more bytes than it may. */
    void requireSize(long bytes, int maxBytes) {
        if (bytes > maxBytes) {
            faults.refuse(ErrorCode.TOO_LARGE, LiveLimits.sentence(bytes), "", LiveLimits.hint(maxBytes));
        }
    }

    /** An event begins. */
    void begin() {
        seen = 0;
        idLength = -1;
        faults.clear();
        namespace = null;
        table = null;
        row = null;
    }

    /** Forgets the event that was begun. */
    void abandon() {
        if (row != null) {
            row.abandon();
            row = null;
        }
    }

    /** Reads the fields of an object whose start is the parser's token, up to its end. */
    void fields(JsonParser in) {
        String name = in.nextName();
        while (name != null) {
            in.nextToken();
            field(in, name);
            name = in.nextName();
        }
    }

    /** Reads one field whose value is the parser's token; answers after the value. Unknown fields are skipped. */
    void field(JsonParser in, String name) {
        switch (name) {
            case "namespace" -> namespace = name(in, NAMESPACE, name, lastNamespace);
            case "table" -> table = name(in, TABLE, name, lastTable);
            case "event_id" -> id(in);
            case "event_time" -> time(in);
            case "dimensions" -> dimensions(in, DIMENSIONS, name);
            case "dims" -> dimensions(in, DIMS, name);
            case "metrics" -> metrics(in);
            case "revision" -> revision(in);
            default -> in.skipChildren();
        }
    }

    /**
     * The event ends: it counts if it has no fault.
     *
     * @param index position in the request
     * @param list JSON pointer of the list that holds the event, or null if there is none
     * @return null if it counts
     */
    @Nullable
    Rejection end(int index, @Nullable String list) {
        if (idLength < 0) {
            faults.refuse(
                    ErrorCode.INVALID_EVENT,
                    "The event has no event_id.",
                    "event_id",
                    "Send a text that names the event.");
        } else if ((seen & TIME) == 0) {
            faults.refuse(
                    ErrorCode.INVALID_TIME,
                    "The event has no event_time.",
                    "event_time",
                    "Send microseconds since 1970.");
        }
        Portion own = faults.isFree() ? row() : null;
        if (own == null || row == null || !faults.isFree()) {
            Fault why = Objects.requireNonNull(faults.fault());
            abandon();
            String eventId = idLength < 0 ? null : new String(id, 0, idLength, StandardCharsets.UTF_8);
            return why.at(index, eventId, list == null ? "" : list + "/" + index);
        }
        if (own == row) {
            row.end(index);
        } else {
            row.moveTo(own, index);
        }
        row = null;
        lastGood = own;
        return null;
    }

    /** The portion of the table that the event names so far; null, with a fault, if it may not be one. */
    private @Nullable Portion row() {
        Portion portion = portions.of(namespace, table);
        if (row == null && portion != null) {
            portion.begin();
            row = portion;
        }
        return portion;
    }

    /** The columns with the event's row, or null if the event has a fault. */
    private @Nullable Portion columns() {
        if (!faults.isFree()) {
            return null;
        }
        return row != null ? row : row();
    }

    private boolean first(int bit, String name) {
        if ((seen & bit) != 0) {
            faults.refuse(ErrorCode.INVALID_EVENT, "The event has the field [" + name + "] twice.", name, null);
            return false;
        }
        seen |= bit;
        return true;
    }

    private @Nullable String name(JsonParser in, int bit, String field, String last) {
        boolean first = first(bit, field);
        if (in.currentToken() == JsonToken.VALUE_STRING && first) {
            int length = in.getStringLength();
            if (length == 0) {
                return null;
            }
            if (length == last.length() && same(last, in.getStringCharacters(), in.getStringOffset())) {
                return last;
            }
            String name = in.getString();
            if (bit == NAMESPACE) {
                lastNamespace = name;
            } else {
                lastTable = name;
            }
            return name;
        }
        if (in.currentToken() != JsonToken.VALUE_NULL) {
            faults.refuse(ErrorCode.INVALID_NAME, "The " + field + " is not a text.", field, null);
        }
        in.skipChildren();
        return null;
    }

    private static boolean same(String text, char[] chars, int from) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != chars[from + i]) {
                return false;
            }
        }
        return true;
    }

    private void id(JsonParser in) {
        if (!first(ID, "event_id")) {
            in.skipChildren();
            return;
        }
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (in.currentToken() != JsonToken.VALUE_STRING && !TextReader.isNumber(in)) {
            faults.refuse(ErrorCode.INVALID_EVENT, "The event_id is neither a text nor a number.", "event_id", null);
            in.skipChildren();
            return;
        }
        int length = texts.read(in, "event_id", "");
        if (length == 0 || length > maxIdBytes) {
            faults.refuse(
                    ErrorCode.INVALID_EVENT,
                    "The event_id has [" + length + "] bytes.",
                    "event_id",
                    "An id has 1 to " + maxIdBytes + " bytes of UTF-8.");
        } else if (length > 0) {
            id = id.length < length ? new byte[length] : id;
            System.arraycopy(texts.bytes(), 0, id, 0, length);
            idLength = length;
            Portion own = columns();
            if (own != null) {
                own.builder().id(id, 0, length);
            }
        }
    }

    private void time(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_NULL || !first(TIME, "event_time")) {
            in.skipChildren();
            return;
        }
        long micros = times.read(in);
        Portion own = columns();
        if (own != null) {
            own.builder().eventTimeMicros(micros);
        }
    }

    private void revision(JsonParser in) {
        if (!first(REVISION, "revision") || in.currentToken() == JsonToken.VALUE_NULL) {
            in.skipChildren();
            return;
        }
        Portion own = columns();
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT) {
            if (own != null) {
                own.builder().revision(in.getIntValue());
            }
            return;
        }
        faults.refuse(ErrorCode.INVALID_VALUE, "The revision is not a whole number of 32 bits.", "revision", null);
        in.skipChildren();
    }

    private boolean openObject(JsonParser in, int bit, String field) {
        boolean first = first(bit, field);
        if (first && in.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        if (first && in.currentToken() != JsonToken.VALUE_NULL) {
            faults.refuse(ErrorCode.INVALID_VALUE, "The field [" + field + "] is not an object.", field, null);
        }
        in.skipChildren();
        return false;
    }

    private void dimensions(JsonParser in, int bit, String field) {
        if (openObject(in, bit, field)) {
            Portion own = columns();
            if (own == null) {
                in.skipChildren();
            } else {
                columns.dimensions(in, own, field);
            }
        }
    }

    private void metrics(JsonParser in) {
        if (openObject(in, METRICS, "metrics")) {
            Portion own = columns();
            if (own == null) {
                in.skipChildren();
            } else {
                columns.metrics(in, own);
            }
        }
    }
}
