package io.truenow.command.ingest;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The ingest doors over HTTP. Reads the raw body and never asks for a parameter, since the servlet container would take a body
 * without content type for a form. Thread-safe.
 */
@Controller
public class IngestController {

    /** Request attribute with the {@link Principal}; without it the caller is {@link Principal#LOCAL}. */
    public static final String PRINCIPAL = "truenow.principal";

    private static final int MAX_DRAINED_BYTES = 64 << 20;
    private static final int MAX_REQUEST_ID = 128;

    private final IngestDoor door;
    private final String prefix;
    private final AtomicLong requests = new AtomicLong();

    /** @param prefix of the ids of requests that bring none; differs between processes and starts */
    public IngestController(IngestDoor door, String prefix) {
        this.door = door;
        this.prefix = prefix;
    }

    /** One event, or a list of them in the dialects of old clients. */
    @PostMapping("/v1/ingest")
    public void ingest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        take(request, response, false);
    }

    /** Many events. */
    @PostMapping("/v1/batch")
    public void batch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        take(request, response, true);
    }

    /** Anything else: 404 for POST, 405 for other methods, both empty. */
    @RequestMapping("/**")
    public void other(HttpServletRequest request, HttpServletResponse response) {
        if (request.getMethod().equals("POST")) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else {
            response.setHeader("Allow", "POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response, boolean batch) throws IOException {
        InputStream body = request.getInputStream();
        JsonAnswer answer;
        try {
            answer = door.ingest(call(request, batch), body);
        } catch (IOException e) {
            // The body broke off. If the client is gone nobody reads this, and nobody is to blame.
            answer = JsonAnswer.of(
                    new TrueNowException(ErrorCode.INVALID_JSON, "The body ended before its announced end.", e));
        }
        if (answer.status() >= 400) {
            drain(body);
        }
        answer.send(response);
    }

    /** Reads the rest of a refused body, within bounds, so that the client gets to read the answer. */
    private static void drain(InputStream body) {
        byte[] rest = new byte[8192];
        int left = MAX_DRAINED_BYTES;
        try {
            int read = body.read(rest);
            while (read >= 0 && left > 0) {
                left -= read;
                read = body.read(rest);
            }
        } catch (IOException e) {
            // The client is gone, or the body is closed: nothing to drain.
        }
    }

    private IngestCall call(HttpServletRequest request, boolean batch) {
        Map<String, String> query = query(request.getQueryString());
        String type = text(request.getContentType()).toLowerCase(Locale.ROOT);
        String namespace = request.getHeader("X-Namespace");
        String table = request.getHeader("X-Table");
        return new IngestCall(
                request.getAttribute(PRINCIPAL) instanceof Principal principal ? principal : Principal.LOCAL,
                requestId(request),
                notEmpty(namespace != null ? namespace : query.get("namespace")),
                notEmpty(table != null ? table : query.get("table")),
                batch,
                namespace != null,
                text(request.getHeader("Content-Encoding")).equalsIgnoreCase("gzip"),
                type.startsWith("application/x-ndjson") || "ndjson".equals(query.get("format")),
                "true".equals(query.get("atomic")),
                "unbounded".equals(request.getHeader("X-Dedup-Window")),
                request.getContentLengthLong());
    }

    private String requestId(HttpServletRequest request) {
        String given = request.getHeader("X-Request-Id");
        boolean usable = given != null
                && !given.isEmpty()
                && given.length() <= MAX_REQUEST_ID
                && given.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return usable && given != null ? given : prefix + Long.toString(requests.incrementAndGet(), 36);
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }

    private static @Nullable String notEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> values = new HashMap<>();
        if (text == null) {
            return values;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
