package io.truenow.sql.http;

import io.truenow.events.time.TimeText;
import io.truenow.sql.exec.SqlColumn;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes answers of the query API. */
final class QueryJson {

    private QueryJson() {}

    static void query(JsonGenerator out, QueryRequest request, QueryService.Outcome outcome, double millis) {
        QueryAnswer answer = outcome.answer();
        out.writeStartObject();
        out.writeArrayPropertyStart("results");
        answer.rows().forEach(row -> row(out, request, row));
        out.writeEndArray();
        out.writeObjectPropertyStart("metadata");
        out.writeNumberProperty("query_time_ms", millis);
        out.writeNumberProperty("records_scanned", answer.scanned());
        out.writeBooleanProperty("cache_hit", outcome.cached());
        if (answer.truncated()) {
            out.writeBooleanProperty("truncated", true);
        }
        if (answer.sparse()) {
            out.writeBooleanProperty("sparse", true);
        }
        if (answer.incompleteBeforeMicros() != Long.MIN_VALUE) {
            out.writeNumberProperty("incomplete_before_us", answer.incompleteBeforeMicros());
        }
        out.writeEndObject();
        number(out, "watermark_us", outcome.watermarkMicros());
        out.writeNumberProperty("query_time_ms", millis);
        out.writeEndObject();
    }

    private static void row(JsonGenerator out, QueryRequest request, QueryRow row) {
        out.writeStartObject();
        out.writeNumberProperty("timestamp", row.timestampMicros());
        out.writeStringProperty("group", row.group(request.groupBy()));
        if (!request.groupBy().isEmpty()) {
            out.writeObjectPropertyStart("dimensions");
            for (int i = 0; i < request.groupBy().size(); i++) {
                String value = row.groups().get(i);
                out.writeName(request.groupBy().get(i));
                if (value == null) {
                    out.writeNull();
                } else {
                    out.writeString(value);
                }
            }
            out.writeEndObject();
        }
        if (request.aggregate() != null) {
            number(out, "value", row.value(request.aggregate()));
        }
        out.writeNumberProperty("count", row.count());
        QueryRow.Figures figures = row.figures();
        number(out, "sum", figures.sum());
        number(out, "avg", figures.avg());
        number(out, "min", figures.min());
        number(out, "max", figures.max());
        for (QueryRequest.Dear figure : request.dear()) {
            number(out, figure.field(), figures.dear(figure));
        }
        out.writeEndObject();
    }

    private static void number(JsonGenerator out, String name, @Nullable Number value) {
        out.writeName(name);
        number(out, value);
    }

    private static void number(JsonGenerator out, @Nullable Number value) {
        switch (value) {
            case null -> out.writeNull();
            case Double d when !Double.isFinite(d) -> out.writeNull();
            case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> out.writeNumber(d.longValue());
            case Double d -> out.writeNumber(d);
            case BigDecimal d -> out.writeNumber(d);
            default -> out.writeNumber(value.longValue());
        }
    }

    /** A value of a row of SQL: numbers as they are, times as ISO-8601 in UTC, anything else as text. */
    static void value(JsonGenerator out, SqlColumn column, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case Long millis
            when column.typeName().equals("TIMESTAMP") ->
                out.writeString(TimeText.toIso(Math.multiplyExact(millis, 1_000L)));
            case Integer days
            when column.typeName().equals("DATE") ->
                out.writeString(java.time.LocalDate.ofEpochDay(days).toString());
            case Integer millis
            when column.typeName().equals("TIME") ->
                out.writeString(
                        java.time.LocalTime.ofNanoOfDay(millis * 1_000_000L).toString());
            case Double d when !Double.isFinite(d) -> out.writeNull();
            case Double d -> out.writeNumber(d);
            case Float f -> out.writeNumber(f.doubleValue());
            case Number number -> number(out, number);
            case Boolean b -> out.writeBoolean(b);
            default -> out.writeString(value.toString());
        }
    }

    static void error(
            JsonGenerator out,
            String message,
            @Nullable String pointer,
            @Nullable String hint,
            String code,
            List<Integer> place) {
        out.writeStartObject();
        out.writeStringProperty("error", message);
        if (pointer != null) {
            out.writeStringProperty("pointer", pointer);
        }
        if (hint != null) {
            out.writeStringProperty("hint", hint);
        }
        out.writeStringProperty("code", code);
        if (!place.isEmpty()) {
            out.writeNumberProperty("line", place.get(0));
            out.writeNumberProperty("column", place.get(1));
        }
        out.writeEndObject();
    }
}
