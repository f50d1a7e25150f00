package io.truenow.launcher.assembly;

import io.truenow.command.port.StreamRecords;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import io.truenow.hottier.read.Field;
import io.truenow.sql.catalog.CatalogColumn;
import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The records of a stream by statements of the caller's, so that what SQL hides from it is hidden here, too. Thread-safe. */
final class SqlStreamRecords implements StreamRecords {

    /** A page ends behind so many characters of payload. */
    static final int PAGE_CHARS = 8 << 20;

    private static final DateTimeFormatter LITERAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    /** The last moment that a literal can have: the end of the year 9999. */
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    /** What ids of records begin with, whatever the event's own id is. */
    private static final String ID_PREFIX = "rec_";

    private static final String RECORD_ID = "_record_id";
    private static final String STREAM_ID = "_stream_id";

    /** Columns before the properties: id, place, time. */
    private static final List<String> FIRST = List.of("event_id", "_partition", "_offset", "_index", "ingest_time");

    private static final String PLACE = "t.\"_partition\", t.\"_offset\", t.\"_index\"";

    private final SqlEngine sql;
    private final JsonMapper json = JsonMapper.builder().build();

    SqlStreamRecords(SqlEngine sql) {
        this.sql = sql;
    }

    /** How a column becomes a property. */
    private enum Form {
        TEXT,
        JSON,
        NUMBER,
        WHOLE,
        TRUTH,
        MOMENT
    }

    /**
     * A property of a payload.
     *
     * @param name its own name, or that of its column where a dimension and a metric share one
     * @param column that it is read from
     */
    private record Property(String name, String column, Form form) {}

    @Override
    public Page between(
            Principal caller, TableDescriptor table, long fromMicros, long toMicros, int limit, @Nullable Place after) {
        List<Property> properties = properties(caller, table);
        String statement = select(table, properties)
                + " WHERE t.\"ingest_time\" >= " + literal(Math.ceilDiv(fromMicros, 1_000L))
                + " AND t.\"ingest_time\" <= " + literal(Math.floorDiv(toMicros, 1_000L))
                + (after == null ? "" : " AND " + behind(after))
                + " ORDER BY " + PLACE + " LIMIT " + (limit + 1L);
        List<StoredRecord> records = new ArrayList<>();
        long chars = 0;
        try (SqlCursor cursor = sql.execute(caller, statement, List.of())) {
            boolean more = false;
            while (cursor.next()) {
                if (records.size() == limit || chars > PAGE_CHARS) {
                    more = true;
                    break;
                }
                StoredRecord stored = stored(cursor.row(), properties);
                chars += stored.payload().length();
                records.add(stored);
            }
            return new Page(
                    records,
                    more,
                    cursor.statistics().rowsScanned(),
                    cursor.statistics().segmentsScanned());
        }
    }

    @Override
    public @Nullable StoredRecord newest(Principal caller, TableDescriptor table, String property, String value) {
        List<Property> properties = properties(caller, table);
        String condition;
        List<@Nullable Object> parameters = new ArrayList<>();
        if (property.equals(STREAM_ID)) {
            if (!value.equals(table.streamId())) {
                return null;
            }
            condition = "TRUE";
        } else if (property.equals(RECORD_ID)) {
            condition = "t.\"event_id\" IN (?, ?)";
            parameters.add(value);
            parameters.add(value.startsWith(ID_PREFIX) ? value.substring(ID_PREFIX.length()) : value);
        } else {
            Property asked = named(properties, property);
            Object wanted = wanted(asked.form(), value);
            if (wanted == null) {
                return null;
            }
            condition = "t." + quoted(asked.column()) + " = ?";
            parameters.add(wanted);
        }
        String statement = select(table, properties) + " WHERE " + condition
                + " ORDER BY t.\"ingest_time\" DESC, t.\"_partition\" DESC, t.\"_offset\" DESC, t.\"_index\" DESC LIMIT 1";
        try (SqlCursor cursor = sql.execute(caller, statement, parameters)) {
            return cursor.next() ? stored(cursor.row(), properties) : null;
        }
    }

    private static Property named(List<Property> properties, String name) {
        for (Property property : properties) {
            if (property.name().equals(name) && property.form() != Form.JSON) {
                return property;
            }
        }
        throw new TrueNowException(
                ErrorCode.INVALID_VALUE,
                "The stream has no property [" + name + "] whose values can be looked for.",
                "/key_field",
                "Name a property that is no object or array, or _record_id.",
                null);
    }

    /** A value as its column holds it; null if no row can have it. */
    private static @Nullable Object wanted(Form form, String value) {
        try {
            return switch (form) {
                case TEXT, JSON -> value;
                case NUMBER -> Double.valueOf(value);
                case WHOLE -> Long.valueOf(value);
                case TRUTH -> value.equals("true") ? Boolean.TRUE : value.equals("false") ? Boolean.FALSE : null;
                case MOMENT ->
                    ChronoUnit.MICROS.between(
                            Instant.EPOCH, OffsetDateTime.parse(value).toInstant());
            };
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /**
     * The properties that the caller sees.
     *
     * @throws TrueNowException {@code NOT_FOUND} if it does not see the table, or its events are going
     */
    private List<Property> properties(Principal caller, TableDescriptor table) {
        sql.requireReady();
        CatalogTable known =
                sql.catalog(caller).table(table.ref().namespace(), table.ref().table());
        if (known == null || !known.tableId().equals(table.tableId())) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "stream not found");
        }
        Map<Field, ColumnType> types =
                table.columns().stream().collect(Collectors.toMap(Field::of, ColumnSpec::type, (one, other) -> one));
        Map<String, Property> properties = new LinkedHashMap<>();
        List<CatalogColumn> columns = known.columns();
        for (int i = 0; i < columns.size(); i++) {
            CatalogColumn column = columns.get(i);
            if (column.field() instanceof Field.Column field && column.kind() != CatalogColumn.Kind.MICROS) {
                String name = properties.containsKey(field.name()) ? column.name() : field.name();
                int micros = known.microsOf(i);
                String read = micros < 0 ? column.name() : columns.get(micros).name();
                properties.put(name, new Property(name, read, form(column.kind(), types.get(field))));
            }
        }
        return List.copyOf(properties.values());
    }

    private static Form form(CatalogColumn.Kind kind, @Nullable ColumnType type) {
        return switch (kind) {
            case TEXT -> type == ColumnType.JSON ? Form.JSON : Form.TEXT;
            case BOOLEAN -> Form.TRUTH;
            case DOUBLE -> Form.NUMBER;
            case LONG, MICROS -> Form.WHOLE;
            case TIME -> Form.MOMENT;
        };
    }

    private static String select(TableDescriptor table, List<Property> properties) {
        StringBuilder out = new StringBuilder("SELECT ");
        FIRST.forEach(name -> out.append("t.").append(quoted(name)).append(", "));
        properties.forEach(p -> out.append("t.").append(quoted(p.column())).append(", "));
        out.setLength(out.length() - 2);
        return out.append(" FROM ")
                .append(quoted(table.ref().namespace()))
                .append('.')
                .append(quoted(table.ref().table()))
                .append(" AS t")
                .toString();
    }

    private static String behind(Place after) {
        return "(t.\"_partition\" > " + after.partition() + " OR (t.\"_partition\" = " + after.partition()
                + " AND (t.\"_offset\" > " + after.offset() + " OR (t.\"_offset\" = " + after.offset()
                + " AND t.\"_index\" > " + after.index() + "))))";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(long millis) {
        long within = Math.max(0, Math.min(LAST_MILLIS, millis));
        return "TIMESTAMP '" + LITERAL.format(Instant.ofEpochMilli(within).atOffset(ZoneOffset.UTC)) + "'";
    }

    private StoredRecord stored(@Nullable Object[] row, List<Property> properties) {
        String id = (String) Objects.requireNonNull(row[0]);
        return new StoredRecord(
                id.startsWith(ID_PREFIX) ? id : ID_PREFIX + id,
                new Place(number(row[1]), number(row[2]), number(row[3])),
                number(row[4]) * 1_000L,
                payload(row, properties));
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    private String payload(@Nullable Object[] row, List<Property> properties) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            for (int i = 0; i < properties.size(); i++) {
                Object value = row[FIRST.size() + i];
                if (value != null) {
                    out.writeName(properties.get(i).name());
                    write(out, properties.get(i).form(), value);
                }
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Form form, Object value) {
        switch (form) {
            case TEXT -> out.writeString((String) value);
            case JSON -> out.writeRawValue((String) value);
            case TRUTH -> out.writeBoolean((Boolean) value);
            case MOMENT -> out.writeString(TimeText.toIso(number(value)));
            case WHOLE -> out.writeNumber(number(value));
            case NUMBER -> out.writeNumber(((Number) value).doubleValue());
        }
    }
}
