package io.truenow.command.ingest.arrow;

import com.google.flatbuffers.Table;
import io.truenow.command.ingest.Fault;
import io.truenow.events.catalog.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a stream by what they become: {@code event_id}, {@code event_time} and {@code revision} by name, texts,
 * booleans, dates and times dimensions, numbers metrics. What has no place is refused by name. Immutable.
 *
 * @param columns in the order of the stream
 * @param byName their places in the order of their names, for ids by content
 * @param namespace from the schema's metadata, if it says one
 * @param table from the schema's metadata, if it says one
 */
record ArrowSchema(
        List<ArrowColumn> columns,
        int[] byName,
        @Nullable String namespace,
        @Nullable String table) {

    private static final String CAST = "Cast it, or leave it away.";

    /**
     * Reads the schema message.
     *
     * @throws io.truenow.events.error.TrueNowException {@code INVALID_ARROW}
     */
    static ArrowSchema of(Schema schema, int maxColumns) {
        if (schema.endianness() != Endianness.Little) {
            throw ArrowFaults.corrupt("The stream is big-endian.");
        }
        if (schema.fieldsLength() > maxColumns) {
            throw ArrowFaults.corrupt("The stream has more than [" + maxColumns + "] columns.");
        }
        List<ArrowColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            ArrowColumn column = column(schema.fields(i));
            columns.add(column);
            if (!names.add(column.name())) {
                throw ArrowFaults.column(column.name(), "stands twice in the schema.", "Name it otherwise.");
            }
        }
        requireOneKindADictionary(columns);
        if (!names.contains("event_time")) {
            throw ArrowFaults.column(
                    "event_time", "is missing.", "Send it as a timestamp, or as whole microseconds since 1970.");
        }
        int[] byName = IntStream.range(0, columns.size())
                .boxed()
                .sorted((a, b) -> Arrays.compareUnsigned(
                        columns.get(a).utf8(), columns.get(b).utf8()))
                .mapToInt(Integer::intValue)
                .toArray();
        return new ArrowSchema(List.copyOf(columns), byName, metadata(schema, "namespace"), metadata(schema, "table"));
    }

    /** Columns may share a dictionary, but not read its bytes in different ways. */
    private static void requireOneKindADictionary(List<ArrowColumn> columns) {
        Map<Long, ColumnKind> kinds = new HashMap<>();
        for (ArrowColumn column : columns) {
            if (column.hasDictionary()) {
                ColumnKind known = kinds.putIfAbsent(column.dictionary(), column.kind());
                if (known != null && known != column.kind()) {
                    throw ArrowFaults.column(column.name(), "shares a dictionary with a column of another type.", CAST);
                }
            }
        }
    }

    private static ArrowColumn column(Field field) {
        String name = Objects.requireNonNullElse(field.name(), "");
        ColumnKind kind = ColumnKind.of(field, name);
        DictionaryEncoding dictionary = field.dictionary();
        if (!Names.isLegalColumn(name)) {
            throw ArrowFaults.column(
                    Fault.token(name),
                    "has no legal name.",
                    "A name has 1 to 128 bytes of UTF-8 without control characters.");
        }
        return new ArrowColumn(
                name,
                ArrowColumn.utf8(name),
                use(name, kind),
                kind,
                scale(field, kind),
                dictionary == null ? kind : ColumnKind.ofIndexes(dictionary.indexType(), name),
                dictionary == null ? ArrowColumn.NONE : dictionary.id());
    }

    private static ArrowColumn.Use use(String name, ColumnKind kind) {
        return switch (name) {
            case "event_id" -> {
                if (!kind.isText() && !kind.isWhole()) {
                    throw ArrowFaults.column(name, "is neither a text nor a whole number.", CAST);
                }
                yield ArrowColumn.Use.EVENT_ID;
            }
            case "event_time" -> {
                if (!kind.isTimestamp() && kind != ColumnKind.INT64) {
                    throw ArrowFaults.column(
                            name, "is neither a timestamp nor a whole number of 64 bits.", "Microseconds since 1970.");
                }
                yield ArrowColumn.Use.EVENT_TIME;
            }
            case "revision" -> {
                if (!kind.isWhole()) {
                    throw ArrowFaults.column(name, "is no whole number.", CAST);
                }
                yield ArrowColumn.Use.REVISION;
            }
            default ->
                kind == ColumnKind.NULL
                        ? ArrowColumn.Use.NOTHING
                        : kind.isNumber() ? ArrowColumn.Use.METRIC : ArrowColumn.Use.DIMENSION;
        };
    }

    private static int scale(Field field, ColumnKind kind) {
        if (kind.isDecimal()) {
            return ((Decimal) type(field, new Decimal())).scale();
        }
        boolean zoned = kind.isTimestamp() && ((Timestamp) type(field, new Timestamp())).timezone() != null;
        return zoned ? 1 : 0;
    }

    /** The description of a field's type. */
    static Table type(Field field, Table into) {
        Table type = field.type(into);
        if (type == null) {
            throw ArrowFaults.corrupt("A column has no type.");
        }
        return type;
    }

    private static @Nullable String metadata(Schema schema, String key) {
        for (int i = 0; i < Math.min(schema.customMetadataLength(), 1000); i++) {
            KeyValue pair = schema.customMetadata(i);
            if (key.equals(pair.key())) {
                return pair.value();
            }
        }
        return null;
    }
}
