package io.truenow.command.stream;

import io.truenow.command.port.StreamFigures.Figures;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.time.TimeText;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The figures of a stream in JSON; null where something is not known, never a made-up 0. Thread-safe. */
final class StreamStatsJson {

    private StreamStatsJson() {}

    /** Writes them. */
    static void write(JsonGenerator out, TableDescriptor table, @Nullable Figures figures) {
        out.writeStartObject();
        out.writeStringProperty("stream_id", table.streamId());
        out.writeStringProperty("name", table.ref().table());
        out.writeStringProperty("namespace", table.ref().namespace());
        out.writeStringProperty("status", table.state().text());
        number(out, "records_ingested", figures, Figures::stored);
        number(out, "records_logged", figures, Figures::logged);
        number(out, "duplicates", figures, Figures::duplicates);
        number(out, "conflicting", figures, Figures::conflicting);
        number(out, "late", figures, Figures::late);
        number(out, "resident_records", figures, Figures::residentRows);
        number(out, "resident_bytes", figures, Figures::residentBytes);
        number(out, "dedup_bytes", figures, Figures::dedupBytes);
        number(out, "storage_bytes", figures, f -> f.residentBytes() + f.dedupBytes());
        number(out, "segments", figures, Figures::segments);
        time(out, "first_event_time", figures == null ? null : figures.times().firstMicros());
        time(out, "last_event_time", figures == null ? null : figures.times().lastMicros());
        time(out, "watermark", figures == null ? null : figures.times().watermarkMicros());
        time(out, "incomplete_before", figures == null ? null : figures.times().incompleteBeforeMicros());
        out.writeBooleanProperty("stopped", figures != null && figures.stopped());
        out.writeEndObject();
    }

    private static void number(
            JsonGenerator out, String name, @Nullable Figures figures, ToLongFunction<Figures> value) {
        if (figures == null) {
            out.writeNullProperty(name);
        } else {
            out.writeNumberProperty(name, value.applyAsLong(figures));
        }
    }

    /** A time twice: as text, and with {@code _us} in microseconds. */
    private static void time(JsonGenerator out, String name, @Nullable Long micros) {
        if (micros == null) {
            out.writeNullProperty(name);
            out.writeNullProperty(name + "_us");
        } else {
            out.writeStringProperty(name, TimeText.toIso(micros));
            out.writeNumberProperty(name + "_us", micros);
        }
    }
}
