package io.truenow.command.stream;

import io.truenow.command.answer.EnvelopeRoute;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.JsonBody;
import io.truenow.command.port.StreamRecords;
import io.truenow.command.port.StreamRecords.Page;
import io.truenow.command.port.StreamRecords.StoredRecord;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.JsonGenerator;

/** The records of a stream over HTTP: those of a time, page by page, and the newest with a value. Thread-safe. */
@Controller
public class RecordController {

    private static final String RECORDS = "/api/v1/streams/{id}/records";
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int USUAL_LIMIT = 1_000;
    private static final int MOST = 10_000;

    private final Streams streams;
    private final StreamRecords records;

    RecordController(Streams streams, StreamRecords records) {
        this.streams = streams;
        this.records = records;
    }

    /** Records of a time, or the newest one with a value. */
    @Requires(Permission.QUERY)
    @GetMapping(RECORDS)
    public void records(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String end,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(name = "key_field", required = false) @Nullable String keyField,
            @RequestParam(name = "key_value", required = false) @Nullable String keyValue,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            Principal caller = Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
            TableDescriptor table = streams.require(caller, id);
            if (!caller.mayRead(table.ref())) {
                throw new TrueNowException(ErrorCode.FORBIDDEN, "The caller may not read this stream.");
            }
            if (keyField != null || keyValue != null) {
                return one(caller, table, require(keyField, "key_field"), require(keyValue, "key_value"));
            }
            long from = micros(require(start, "start"), "start");
            long to = micros(require(end, "end"), "end");
            requireRange(from, to);
            return page(caller, table, from, to, limit(limit), RecordCursor.read(cursor));
        });
    }

    private JsonAnswer page(
            Principal caller,
            TableDescriptor table,
            long from,
            long to,
            int limit,
            StreamRecords.@Nullable Place after) {
        long begin = System.nanoTime();
        Page page = records.between(caller, table, from, to, limit, after);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return JsonAnswer.of(200, out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("records");
            page.records().forEach(stored -> write(out, stored));
            out.writeEndArray();
            out.writeStringProperty(
                    "next_cursor",
                    page.more() ? RecordCursor.of(page.records().getLast().place()) : "");
            out.writeObjectPropertyStart("metadata");
            out.writeNumberProperty("records_scanned", page.scanned());
            out.writeNumberProperty("partitions_scanned", page.segments());
            out.writeNumberProperty("execution_time_ms", millis);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private JsonAnswer one(Principal caller, TableDescriptor table, String field, String value) {
        StoredRecord found = records.newest(caller, table, field, value);
        return JsonAnswer.of(200, out -> {
            out.writeStartObject();
            out.writeBooleanProperty("found", found != null);
            out.writeName("record");
            if (found == null) {
                out.writeNull();
            } else {
                write(out, found);
            }
            out.writeEndObject();
        });
    }

    private static void write(JsonGenerator out, StoredRecord stored) {
        out.writeStartObject();
        out.writeStringProperty("record_id", stored.id());
        out.writeNumberProperty("sequence_number", RecordCursor.sequence(stored.place()));
        out.writeStringProperty("ingested_at", TimeText.toIso(stored.ingestedMicros()));
        out.writeName("payload");
        out.writeRawValue(stored.payload());
        out.writeEndObject();
    }

    private static String require(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw JsonBody.invalid(name + " parameter is required", "/" + name, null);
        }
        return value;
    }

    /** A plus sign in a query stands for a space, and a zone before UTC is often sent so. */
    private static long micros(String text, String name) {
        try {
            return ChronoUnit.MICROS.between(
                    Instant.EPOCH, OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            throw JsonBody.invalid(
                    "invalid " + name + " time format, use RFC3339", "/" + name, "Such as 2026-01-15T00:00:00Z.");
        }
    }

    private static void requireRange(long from, long to) {
        if (to < from) {
            throw JsonBody.invalid("end time must not be before start time", "/end", null);
        }
        if (to - from > TimeUnit.NANOSECONDS.toMicros(LONGEST.toNanos())) {
            throw JsonBody.invalid("time range must be <= 7 days", "/end", "Ask for one week after the other.");
        }
    }

    /** What is no number is as if it were not there, and what is too large is the largest. */
    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        try {
            long wanted = Long.parseLong(text.trim());
            return wanted < 1 ? USUAL_LIMIT : (int) Math.min(MOST, wanted);
        } catch (NumberFormatException e) {
            return USUAL_LIMIT;
        }
    }

    /** Any other method on the path. */
    @OpenToAll
    @RequestMapping(RECORDS)
    public void otherMethod(HttpServletResponse response) throws IOException {
        EnvelopeRoute.methodNotAllowed(response, "GET");
    }
}
