package io.truenow.command.ingest;

import io.truenow.events.catalog.Names;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.Rejection;
import io.truenow.events.time.TimeText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final long MAX_EXACT = 1L << 53;
    private static final int NAMESPACE = 1;
    private static final int TABLE = 2;
    private static final int ID = 4;
    private static final int TIME = 8;
    private static final int DIMENSIONS = 16;
    private static final int DIMS = 32;
    private static final int METRICS = 64;
    private static final int REVISION = 128;

    private final IngestSettings.Event limits;
    private final EventTimeRule times;
    private final int expectedRows;
    private final Map<TableName, Portion> portions = new LinkedHashMap<>();
    private byte[] scratch = new byte[256];
    private byte[] id = new byte[64];
    private int idLength;
    private int seen;
    private long objects;
    private @Nullable Portion lastPortion;
    private @Nullable Portion row;
    private @Nullable Fault fault;
    private @Nullable String namespace;
    private @Nullable String table;
    private String lastNamespace = "";
    private String lastTable = "";

    /** Name of a table as an event gives it; null where it does not. */
    private record TableName(
            @Nullable String namespace, @Nullable String table) {}

    EventReader(IngestSettings.Event limits, EventTimeRule times, int expectedRows) {
        this.limits = limits;
        this.times = times;
        this.expectedRows = expectedRows;
    }

    /** What was read, by table. */
    Iterable<Portion> portions() {
        return portions.values();
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

    /** An event begins. */
    void begin() {
        seen = 0;
        idLength = -1;
        fault = null;
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

    /** Puts a fault on the event unless it has one. */
    void refuse(ErrorCode code, String message, String path, @Nullable String hint) {
        if (fault == null) {
            fault = new Fault(code, message, path, hint);
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
            refuse(
                    ErrorCode.INVALID_EVENT,
                    "The event has no event_id.",
                    "event_id",
                    "Send a text that names the event.");
        } else if ((seen & TIME) == 0) {
            refuse(
                    ErrorCode.INVALID_TIME,
                    "The event has no event_time.",
                    "event_time",
                    "Send microseconds since 1970.");
        }
        Portion own = fault == null ? row() : null;
        if (fault != null || own == null || row == null) {
            Fault why = Objects.requireNonNull(fault);
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
        return null;
    }

    /** The portion of the table that the event names so far; null, with a fault, if it may not be one. */
    private @Nullable Portion row() {
        Portion portion = lastPortion;
        if (portion == null
                || !Objects.equals(portion.namespace(), namespace)
                || !Objects.equals(portion.table(), table)) {
            portion = portion();
        }
        if (row == null && portion != null) {
            lastPortion = portion;
            portion.begin();
            row = portion;
        }
        return portion;
    }

    private @Nullable Portion portion() {
        TableName key = new TableName(namespace, table);
        Portion portion = portions.get(key);
        if (portion == null) {
            if (namespace != null && !Names.isLegal(namespace)) {
                refuse(ErrorCode.INVALID_NAME, "The namespace is not a legal name.", "namespace", null);
                return null;
            }
            if (table != null && !Names.isLegal(table)) {
                refuse(ErrorCode.INVALID_NAME, "The table is not a legal name.", "table", null);
                return null;
            }
            if (portions.size() >= limits.maxTables()) {
                refuse(
                        ErrorCode.TOO_LARGE,
                        "The request names more than [" + limits.maxTables() + "] tables.",
                        "",
                        null);
                return null;
            }
            portion = new Portion(namespace, table, expectedRows);
            portions.put(key, portion);
        }
        return portion;
    }

    /** The columns of the event's row, or null if the event has a fault. */
    private @Nullable Portion columns() {
        if (fault != null) {
            return null;
        }
        return row != null ? row : row();
    }

    private boolean first(int bit, String name) {
        if ((seen & bit) != 0) {
            refuse(ErrorCode.INVALID_EVENT, "The event has the field [" + name + "] twice.", name, null);
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
            refuse(ErrorCode.INVALID_NAME, "The " + field + " is not a text.", field, null);
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
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.VALUE_STRING && !(isNumber(token) && isFinite(in))) {
            refuse(ErrorCode.INVALID_EVENT, "The event_id is neither a text nor a number.", "event_id", null);
            in.skipChildren();
            return;
        }
        int length = text(in, "event_id");
        if (length == 0 || length > limits.maxIdBytes()) {
            refuse(
                    ErrorCode.INVALID_EVENT,
                    "The event_id has [" + length + "] bytes.",
                    "event_id",
                    "An id has 1 to " + limits.maxIdBytes() + " bytes of UTF-8.");
        } else if (length > 0) {
            id = id.length < length ? new byte[length] : id;
            System.arraycopy(scratch, 0, id, 0, length);
            idLength = length;
            Portion columns = columns();
            if (columns != null) {
                columns.builder().id(id, 0, length);
            }
        }
    }

    private void time(JsonParser in) {
        if (!first(TIME, "event_time")) {
            in.skipChildren();
            return;
        }
        switch (in.currentToken()) {
            case VALUE_NUMBER_INT -> wholeTime(in);
            case VALUE_NUMBER_FLOAT -> fractionalTime(in);
            case VALUE_STRING -> textTime(in);
            case VALUE_NULL -> seen &= ~TIME;
            default -> {
                invalidTime("The event_time is neither a number nor a text.");
                in.skipChildren();
            }
        }
    }

    private void wholeTime(JsonParser in) {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            invalidTime("The event_time does not fit 64 bits.");
        } else {
            numericTime(in.getLongValue());
        }
    }

    private void fractionalTime(JsonParser in) {
        double value = in.getDoubleValue();
        if (Math.abs(value) <= MAX_EXACT && value == Math.rint(value)) {
            numericTime((long) value);
        } else {
            invalidTime("The event_time is not a whole number.");
        }
    }

    private void numericTime(long sent) {
        long micros = times.scaled(sent);
        setTime(micros, times.fault(micros));
    }

    private void textTime(JsonParser in) {
        try {
            long micros = TimeText.parseIso(in.getString());
            setTime(micros, times.faultOfInstant(micros));
        } catch (DateTimeException | ArithmeticException e) {
            invalidTime("The event_time is no ISO-8601 text.");
        }
    }

    private void invalidTime(String message) {
        refuse(
                ErrorCode.INVALID_TIME,
                message,
                "event_time",
                "Send microseconds since 1970 as a number, or ISO-8601 as a text.");
    }

    private void setTime(long micros, @Nullable Fault wrong) {
        if (wrong != null && fault == null) {
            fault = wrong;
        }
        Portion columns = columns();
        if (columns != null) {
            columns.builder().eventTimeMicros(micros);
        }
    }

    private void revision(JsonParser in) {
        if (!first(REVISION, "revision") || in.currentToken() == JsonToken.VALUE_NULL) {
            in.skipChildren();
            return;
        }
        Portion columns = columns();
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT) {
            if (columns != null) {
                columns.builder().revision(in.getIntValue());
            }
            return;
        }
        refuse(ErrorCode.INVALID_VALUE, "The revision is not a whole number of 32 bits.", "revision", null);
        in.skipChildren();
    }

    private boolean openObject(JsonParser in, int bit, String field) {
        boolean first = first(bit, field);
        if (first && in.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        if (first && in.currentToken() != JsonToken.VALUE_NULL) {
            refuse(ErrorCode.INVALID_VALUE, "The field [" + field + "] is not an object.", field, null);
        }
        in.skipChildren();
        return false;
    }

    private void dimensions(JsonParser in, int bit, String field) {
        if (!openObject(in, bit, field)) {
            return;
        }
        long object = ++objects;
        String name = in.nextName();
        while (name != null) {
            JsonToken token = in.nextToken();
            Portion columns = columns();
            if (columns == null) {
                in.skipChildren();
            } else {
                dimension(in, token, columns, field, name, object);
            }
            name = in.nextName();
        }
    }

    private void dimension(JsonParser in, JsonToken token, Portion columns, String field, String name, long object) {
        int entry = column(columns, columns.dimensions(), field, name, object);
        if (entry < 0) {
            in.skipChildren();
            return;
        }
        EventColumnsBuilder builder = columns.builder();
        int column = columns.dimensions().number(entry);
        if (field.length() == 4 && builder.hasDimension(column)) {
            // The alias "dims" loses against "dimensions".
            in.skipChildren();
            return;
        }
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_TRUE -> builder.setDimension(column, TRUE, 0, TRUE.length);
            case VALUE_FALSE -> builder.setDimension(column, FALSE, 0, FALSE.length);
            case VALUE_STRING -> textDimension(in, builder, column, field, name);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (isFinite(in)) {
                    textDimension(in, builder, column, field, name);
                } else {
                    refuseNonFinite(field, name);
                }
            }
            default -> {
                refuse(
                        ErrorCode.INVALID_VALUE,
                        "The dimension [" + Fault.token(name) + "] is an object or an array.",
                        field + "/" + Fault.token(name),
                        "Send a text, a number, a boolean or null.");
                in.skipChildren();
            }
        }
    }

    private void textDimension(JsonParser in, EventColumnsBuilder builder, int column, String field, String name) {
        int length = text(in, field, name);
        if (length >= 0) {
            builder.setDimension(column, scratch, 0, length);
        }
    }

    private void metrics(JsonParser in) {
        if (!openObject(in, METRICS, "metrics")) {
            return;
        }
        long object = ++objects;
        String name = in.nextName();
        while (name != null) {
            JsonToken token = in.nextToken();
            Portion columns = columns();
            if (columns == null) {
                in.skipChildren();
            } else {
                metric(in, token, columns, name, object);
            }
            name = in.nextName();
        }
    }

    private void metric(JsonParser in, JsonToken token, Portion columns, String name, long object) {
        int entry = column(columns, columns.metrics(), "metrics", name, object);
        if (entry < 0) {
            in.skipChildren();
            return;
        }
        int column = columns.metrics().number(entry);
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_NUMBER_INT -> {
                if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER || !isExact(in.getLongValue())) {
                    refuse(
                            ErrorCode.INVALID_NUMBER,
                            "The metric [" + Fault.token(name) + "] is a whole number beyond 2^53.",
                            "metrics/" + Fault.token(name),
                            "Metrics are doubles, which hold whole numbers up to 2^53.");
                } else {
                    columns.builder().setMetric(column, in.getLongValue());
                }
            }
            case VALUE_NUMBER_FLOAT -> {
                double value = in.getDoubleValue();
                if (Double.isFinite(value)) {
                    // Adding 0.0 turns -0.0 into 0.0, so that equal numbers have equal bits.
                    columns.builder().setMetric(column, value + 0.0);
                } else {
                    refuseNonFinite("metrics", name);
                }
            }
            default -> {
                refuse(
                        ErrorCode.INVALID_NUMBER,
                        "The metric [" + Fault.token(name) + "] is not a number.",
                        "metrics/" + Fault.token(name),
                        "Send a finite number or null.");
                in.skipChildren();
            }
        }
    }

    private static boolean isExact(long value) {
        return value >= -MAX_EXACT && value <= MAX_EXACT;
    }

    private void refuseNonFinite(String field, String name) {
        refuse(
                ErrorCode.INVALID_NUMBER,
                "The value of [" + Fault.token(name) + "] is not a finite number of 64 bits.",
                field + "/" + Fault.token(name),
                "Send a finite number or null.");
    }

    /** Entry of a column in its cache, made if new; -1, with a fault, if it may not be. */
    private int column(Portion columns, ColumnCache cache, String field, String name, long object) {
        int entry = cache.find(name);
        if (entry < 0) {
            entry = newColumn(columns, cache, field, name);
        }
        if (entry >= 0 && !cache.stamp(entry, object)) {
            refuse(
                    ErrorCode.INVALID_EVENT,
                    "The name [" + Fault.token(name) + "] stands twice in " + field + ".",
                    field + "/" + Fault.token(name),
                    null);
            return -1;
        }
        return entry;
    }

    private int newColumn(Portion columns, ColumnCache cache, String field, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        if (!Names.isLegalColumn(name) || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            refuse(
                    ErrorCode.INVALID_NAME,
                    "A name in " + field + " is not legal.",
                    field + "/" + Fault.token(name),
                    "A name has 1 to 128 bytes of UTF-8 without control characters.");
            return -1;
        }
        EventColumnsBuilder builder = columns.builder();
        if (builder.columns() >= limits.maxColumns()) {
            refuse(
                    ErrorCode.COLUMN_LIMIT,
                    "The request has more than [" + limits.maxColumns() + "] columns.",
                    field + "/" + Fault.token(name),
                    null);
            return -1;
        }
        int number = cache == columns.dimensions()
                ? builder.dimension(utf8, 0, utf8.length)
                : builder.metric(utf8, 0, utf8.length);
        return cache.add(name, number);
    }

    private static boolean isNumber(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    }

    /** Whether a number token is a number and none of the bare words. */
    private static boolean isFinite(JsonParser in) {
        char[] chars = in.getStringCharacters();
        char last = chars[in.getStringOffset() + in.getStringLength() - 1];
        return last >= '0' && last <= '9';
    }

    private int text(JsonParser in, String field) {
        return text(in, field, "");
    }

    /** The token's text in UTF-8 in {@link #scratch}; its length, or negative, with a fault, if it may not be. */
    private int text(JsonParser in, String field, String name) {
        char[] chars = in.getStringCharacters();
        int count = in.getStringLength();
        if (scratch.length < count * 3) {
            scratch = new byte[count * 3];
        }
        int length = Utf8.encode(chars, in.getStringOffset(), count, scratch);
        if (length < 0) {
            refuse(
                    ErrorCode.INVALID_VALUE,
                    length == Utf8.NUL
                            ? "The text of [" + field + "] holds the character U+0000."
                            : "The text of [" + field + "] holds half of a surrogate pair.",
                    name.isEmpty() ? field : field + "/" + Fault.token(name),
                    "Send Unicode text without U+0000.");
        }
        return length;
    }
}
