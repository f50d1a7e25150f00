package io.truenow.command.stream;

import io.truenow.command.answer.EnvelopeRoute;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.JsonBody;
import io.truenow.command.port.StreamFigures;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.catalog.Partitioning;
import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/**
 * Streams over HTTP. The version of a stream is in its {@code ETag}; a change with {@code If-Match} is refused if another came first.
 * Thread-safe.
 */
@Controller
public class StreamController {

    private static final String STREAMS = "/api/v1/streams";
    private static final String ONE = STREAMS + "/{id}";
    private static final String STATS = ONE + "/stats";
    private static final int MAX_BODY_BYTES = 64 << 10;

    private final Streams streams;
    private final StreamFigures figures;
    private final IntSupplier usualDays;

    /** @param usualDays for which events are kept where a request does not say */
    StreamController(Streams streams, StreamFigures figures, IntSupplier usualDays) {
        this.streams = streams;
        this.figures = figures;
        this.usualDays = usualDays;
    }

    /** Makes a stream. */
    @Requires(Permission.WRITE_TABLES)
    @PostMapping(STREAMS)
    public void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            JsonNode body = EnvelopeRoute.body(request, MAX_BODY_BYTES);
            String name = JsonBody.requireText(body, "name");
            String schemaId = JsonBody.requireText(body, "schema_id");
            String description = JsonBody.description(body);
            int days = usualDays.getAsInt();
            RetentionPolicy retention = StreamJson.retention(body, days);
            Partitioning partitioning = StreamJson.partitioning(body);
            TableDescriptor made = streams.create(
                    principal(request),
                    name,
                    schemaId,
                    description == null ? "" : description,
                    retention == null ? RetentionPolicy.days(days) : retention,
                    partitioning == null ? Partitioning.HOURLY : partitioning);
            return answer(201, made, response);
        });
    }

    /** Lists streams, newest first. */
    @Requires(Permission.READ_CATALOG)
    @GetMapping(STREAMS)
    public void list(
            @RequestParam(required = false) @Nullable String status,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            List<TableDescriptor> all =
                    streams.list(principal(request), status == null || status.isEmpty() ? null : state(status));
            return JsonAnswer.of(200, out -> {
                out.writeStartArray();
                all.forEach(table -> StreamJson.write(out, table));
                out.writeEndArray();
            });
        });
    }

    /** One stream. */
    @Requires(Permission.READ_CATALOG)
    @GetMapping(ONE)
    public void one(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> answer(200, streams.require(principal(request), id), response));
    }

    /** What is known of the events of one. */
    @Requires(Permission.READ_CATALOG)
    @GetMapping(STATS)
    public void stats(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            TableDescriptor table = streams.require(principal(request), id);
            StreamFigures.Figures known = figures.of(table).orElse(null);
            return JsonAnswer.of(200, out -> StreamStatsJson.write(out, table, known));
        });
    }

    /** Changes a stream: description, retention, layout, status. */
    @Requires(Permission.WRITE_TABLES)
    @PatchMapping(ONE)
    public void change(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            JsonNode body = EnvelopeRoute.body(request, MAX_BODY_BYTES);
            String status = JsonBody.optionalText(body, "status");
            TableDescriptor changed = streams.change(
                    principal(request),
                    id,
                    new Streams.Change(
                            EnvelopeRoute.ifMatch(request),
                            JsonBody.description(body),
                            StreamJson.retention(body, usualDays.getAsInt()),
                            StreamJson.partitioning(body),
                            status == null ? null : state(status)));
            return answer(200, changed, response);
        });
    }

    /** Deletes a stream with its events. */
    @Requires(Permission.DELETE_TABLES)
    @DeleteMapping(ONE)
    public void delete(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            streams.delete(principal(request), id);
            return JsonAnswer.of(200, out -> {
                out.writeStartObject();
                out.writeBooleanProperty("success", true);
                out.writeEndObject();
            });
        });
    }

    /** Any other method on these paths. */
    @OpenToAll
    @RequestMapping({STREAMS, ONE, STATS})
    public void otherMethod(HttpServletResponse response) throws IOException {
        EnvelopeRoute.methodNotAllowed(response, "GET, POST, PATCH, DELETE");
    }

    private static Principal principal(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    private static JsonAnswer answer(int status, TableDescriptor table, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, "\"" + table.history().facts() + "\"");
        return JsonAnswer.of(status, out -> StreamJson.write(out, table));
    }

    private static TableState state(String text) {
        return TableState.named(text)
                .orElseThrow(() -> JsonBody.invalid(
                        "A status is creating, active, paused, deleting or deleted.", "/status", null));
    }
}
