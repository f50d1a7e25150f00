package io.truenow.command.ingest;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.events.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an ingest request says outside of its body. Never asks the container for a parameter, since that would take a body
 * without content type for a form. Thread-safe.
 */
public final class CallReader {

    private static final int MAX_DRAINED_BYTES = 64 << 20;
    private static final long MAX_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_REQUEST_ID = 128;

    private final String prefix;
    private final AtomicLong requests = new AtomicLong();

    /** @param prefix of the ids of requests that bring none; differs between processes and starts */
    public CallReader(String prefix) {
        this.prefix = prefix;
    }

    /** The body of a request. Once reading has failed it fails at once, so that nobody waits twice for a client that is gone. */
    public static InputStream body(HttpServletRequest request) throws IOException {
        return new WireBytes(request.getInputStream());
    }

    /** Sends the answer to a request with a body; of a refused one the rest is {@linkplain #drain drained} first. */
    public static void answer(
            HttpServletRequest request, InputStream body, HttpServletResponse response, JsonAnswer answer)
            throws IOException {
        if (answer.status() >= 400) {
            drain(body);
        }
        request.setAttribute(JsonAnswer.LEFT_WITH_REQUEST, answer);
        answer.send(response);
    }

    /**
     * Reads the rest of a refused body, so that the client gets to read the answer: up to 64 MiB, and for five seconds, since one that
     * sends on and on is to hear of it too.
     */
    private static void drain(InputStream body) {
        drain(body, System::nanoTime);
    }

    static void drain(InputStream body, LongSupplier nanos) {
        byte[] rest = new byte[8192];
        int left = MAX_DRAINED_BYTES;
        long begin = nanos.getAsLong();
        try {
            int read = body.read(rest);
            while (read >= 0 && left > 0 && nanos.getAsLong() - begin < MAX_DRAIN_NANOS) {
                left -= read;
                read = body.read(rest);
            }
        } catch (IOException e) {
            // The client is gone, or the body is closed: nothing to drain.
        }
    }

    /** Who sends a request. */
    public static Principal caller(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    /** What a request says outside of its body. */
    public IngestCall read(HttpServletRequest request, boolean batch) {
        Map<String, String> query = query(request);
        String type = text(request.getContentType()).toLowerCase(Locale.ROOT);
        String namespace = request.getHeader("X-Namespace");
        String table = request.getHeader("X-Table");
        return new IngestCall(
                caller(request),
                requestId(request),
                notEmpty(namespace != null ? namespace : query.get("namespace")),
                notEmpty(table != null ? table : query.get("table")),
                batch,
                namespace != null,
                contentEncoding(request),
                type.startsWith("application/x-ndjson") || "ndjson".equals(query.get("format")),
                "true".equals(query.get("atomic")),
                "unbounded".equals(request.getHeader("X-Dedup-Window")),
                request.getContentLengthLong());
    }

    /** All headers of the name, which together are one list. */
    private static @Nullable String contentEncoding(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders("Content-Encoding");
        return headers.hasMoreElements() ? String.join(",", Collections.list(headers)) : null;
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

    /** The parameters of the query string; of a repeated one the first. */
    public static Map<String, String> query(HttpServletRequest request) {
        return parameters(text(request.getQueryString()));
    }

    /** The parameters of a text as in a query string or a form; of a repeated one the first. */
    public static Map<String, String> parameters(String text) {
        Map<String, String> values = new HashMap<>();
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
