package io.truenow.sql.http;

import java.math.BigDecimal;
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
}
