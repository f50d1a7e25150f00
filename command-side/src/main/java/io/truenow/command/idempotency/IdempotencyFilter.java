package io.truenow.command.idempotency;

import io.truenow.command.answer.Envelope;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.port.KeptAnswers;
import io.truenow.command.port.KeptAnswers.Reservation;
import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Stands behind who says who calls and before the routes. A request with {@value #HEADER} reserves its key first; an answer below 500 is kept
 * and given again, an answer that says nothing of the work (no such caller, not allowed, too often, a failure) is not. Thread-safe.
 */
public final class IdempotencyFilter implements Filter {

    /** Header of the request. */
    public static final String HEADER = "Idempotency-Key";

    /** Header of an answer that was given before. */
    public static final String REPLAYED = "Idempotency-Replayed";

    /** Longest answer that is kept, in bytes; of a longer one its status is. */
    static final int MAX_ANSWER_BYTES = 64 << 10;

    /** Longest body that any route behind this takes, in bytes: the definition of a schema, and a little. */
    static final int MAX_BODY_BYTES = (1 << 20) + (64 << 10);

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final int MAX_KEY_LENGTH = 255;
    private static final Set<String> METHODS = Set.of("POST", "PATCH", "DELETE");
    private static final Set<Integer> OF_THE_CALLER = Set.of(401, 403, 408, 429);

    private final KeptAnswers answers;

    /** Over the answers of all callers. */
    public IdempotencyFilter(KeptAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        List<String> keys = Collections.list(http.getHeaders(HEADER));
        if (keys.isEmpty()
                || !METHODS.contains(http.getMethod())
                || !(http.getAttribute(Principal.ATTRIBUTE) instanceof Principal caller)) {
            chain.doFilter(request, response);
            return;
        }
        KeptAnswers.Request asked;
        byte[] body;
        Reservation reservation;
        try {
            String key = requireKey(keys);
            body = body(http);
            asked = new KeptAnswers.Request(caller.tenant(), caller.name(), key, hash(http, body));
            reservation = answers.reserve(asked);
        } catch (TrueNowException e) {
            refuse(http, answer, e);
            return;
        }
        switch (reservation) {
            case Reservation.Reserved reserved -> work(new BufferedRequest(http, body), answer, chain, asked, reserved);
            case Reservation.Kept kept -> replay(answer, kept.answer());
            case Reservation.UnderWay underWay ->
                refuse(
                        http,
                        answer,
                        new TrueNowException(
                                ErrorCode.REQUEST_UNDER_WAY, "A request with this Idempotency-Key is under way."));
            case Reservation.OtherRequest other ->
                refuse(
                        http,
                        answer,
                        new TrueNowException(
                                ErrorCode.IDEMPOTENCY_KEY_REUSED,
                                "This Idempotency-Key was sent with another request.",
                                null,
                                "Choose a new key for each request.",
                                null));
            case Reservation.Full full ->
                refuse(
                        http,
                        answer,
                        new TrueNowException(
                                ErrorCode.OVERLOADED,
                                "The tenant has used as many keys in a day as are remembered.",
                                null,
                                "Send the request without Idempotency-Key.",
                                null));
        }
    }

    private void work(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            KeptAnswers.Request asked,
            Reservation.Reserved reserved)
            throws IOException, ServletException {
        ContentCachingResponseWrapper seen = new ContentCachingResponseWrapper(response);
        boolean answered = false;
        try {
            chain.doFilter(request, seen);
            answered = true;
        } finally {
            settle(request, asked, reserved, answered ? seen : null);
        }
        seen.copyBodyToResponse();
    }

    /** Keeps the answer or lets go of the key. The work is done: that this fails is no reason to keep its answer from the caller. */
    private void settle(
            HttpServletRequest request,
            KeptAnswers.Request asked,
            Reservation.Reserved reserved,
            @Nullable ContentCachingResponseWrapper seen) {
        try {
            if (seen == null || seen.getStatus() >= 500 || OF_THE_CALLER.contains(seen.getStatus())) {
                answers.release(asked, reserved.holder());
            } else {
                answers.keep(
                        asked,
                        reserved.holder(),
                        new KeptAnswers.Answer(
                                seen.getStatus(), seen.getHeader(HttpHeaders.ETAG), keptBody(request, seen)));
            }
        } catch (TrueNowException e) {
            LOG.warn("An answer could not be kept; the same request within a minute is told that it is under way.", e);
        }
    }

    private static byte[] keptBody(HttpServletRequest request, ContentCachingResponseWrapper seen) {
        byte[] body = request.getAttribute(JsonAnswer.KEPT_BODY) instanceof byte[] other
                ? other
                : seen.getContentAsByteArray();
        return body.length <= MAX_ANSWER_BYTES
                ? body
                : JsonAnswer.of(200, out -> {
                            out.writeStartObject();
                            out.writeStringProperty(
                                    "replayed", "The first answer had [" + body.length + "] bytes and was not kept.");
                            out.writeEndObject();
                        })
                        .body();
    }

    private static void replay(HttpServletResponse response, KeptAnswers.Answer kept) throws IOException {
        response.setHeader(REPLAYED, "true");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (kept.etag() != null) {
            response.setHeader(HttpHeaders.ETAG, kept.etag());
        }
        new JsonAnswer(kept.status(), kept.body(), 0).send(response);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, TrueNowException e)
            throws IOException {
        JsonAnswer answer = request.getRequestURI().startsWith("/api/") ? Envelope.of(e) : JsonAnswer.of(e);
        answer.send(response);
    }

    private static String requireKey(List<String> keys) {
        String key = keys.getFirst();
        if (keys.size() > 1
                || key.isEmpty()
                || key.length() > MAX_KEY_LENGTH
                || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new TrueNowException(
                    ErrorCode.INVALID_IDEMPOTENCY_KEY,
                    "An Idempotency-Key is one text of 1 to [" + MAX_KEY_LENGTH + "] printable characters of ASCII.");
        }
        return key;
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new TrueNowException(ErrorCode.TOO_LARGE, "The body has more than [" + MAX_BODY_BYTES + "] bytes.");
        }
        return body;
    }

    /** Over method, path, query and body, with what tells them apart. */
    private static String hash(HttpServletRequest request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String query = request.getQueryString();
            String line =
                    request.getMethod() + " " + request.getRequestURI() + (query == null ? "" : "?" + query) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
