package io.truenow.command.ingest.line;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.ingest.CallReader;
import io.truenow.command.ingest.IngestCall;
import io.truenow.command.ingest.IngestDoor;
import io.truenow.command.ingest.StreamFormat;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Requires;
import io.truenow.events.catalog.Names;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The routes that Telegraf and clients of InfluxDB write to, in both versions of their interface. Database and bucket are the
 * namespace. Thread-safe.
 */
@Requires(Permission.INGEST)
@Controller
public class LineProtocolController {

    /** What {@code /ping} names: the interface that is spoken, and by whom. */
    static final String VERSION = "1.8-truenow";

    private final IngestDoor door;
    private final CallReader calls;

    /** The routes over a door. */
    public LineProtocolController(IngestDoor door, CallReader calls) {
        this.door = door;
        this.calls = calls;
    }

    /** Whether the server is there. */
    @RequestMapping(
            path = "/ping",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    public void ping(HttpServletResponse response) {
        named(response);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Lines, version 1: {@code db}, {@code precision}; {@code rp} and {@code consistency} say nothing here. */
    @PostMapping("/write")
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> query = CallReader.query(request);
        InfluxAnswers answers = new InfluxAnswers(1);
        if (credential(query)) {
            answers.unauthenticated().send(response);
            return;
        }
        take(request, response, answers, query.get("db"), "database", query.get("precision"));
    }

    /** Lines, version 2: {@code bucket}, {@code precision}; {@code org} says nothing here. */
    @PostMapping("/api/v2/write")
    public void writeBucket(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> query = CallReader.query(request);
        take(request, response, new InfluxAnswers(2), query.get("bucket"), "bucket", query.get("precision"));
    }

    /** Whether a name or a password is sent as parameters. */
    static boolean credential(Map<String, String> query) {
        return !query.getOrDefault("u", "").isEmpty()
                || !query.getOrDefault("p", "").isEmpty();
    }

    /** Marks an answer as ours. */
    static void named(HttpServletResponse response) {
        response.setHeader("X-Influxdb-Version", VERSION);
        response.setHeader("X-Influxdb-Build", "TrueNow");
    }

    private void take(
            HttpServletRequest request,
            HttpServletResponse response,
            InfluxAnswers answers,
            @Nullable String database,
            String noun,
            @Nullable String unit)
            throws IOException {
        InputStream body = CallReader.body(request);
        JsonAnswer answer;
        try {
            StreamFormat lines = LineProtocol.of(namespace(database, noun), unit);
            IngestCall call = calls.read(request, true);
            answer = door.stream(call, body, lines, answers::of, answers::refused);
        } catch (TrueNowException e) {
            answer = answers.refused(e);
        } catch (IOException e) {
            // The body broke off. If the client is gone nobody reads this, and nobody is to blame.
            answer = answers.refused(new TrueNowException(
                    ErrorCode.INVALID_ENCODING, "The body broke off, or stalled, before its announced end.", e));
        }
        named(response);
        CallReader.answer(request, body, response, door.limited(answer, CallReader.caller(request)));
    }

    /** The namespace of a database or bucket; a retention policy behind a slash, as version 1 is addressed by version 2, says nothing. */
    private static String namespace(@Nullable String name, String noun) {
        String text = name == null ? "" : name;
        int slash = text.indexOf('/');
        String namespace = slash < 0 ? text : text.substring(0, slash);
        if (namespace.isEmpty()) {
            throw new TrueNowException(ErrorCode.MISSING_TABLE, "The parameter for the " + noun + " is required.");
        }
        return Names.require(noun, namespace);
    }
}
