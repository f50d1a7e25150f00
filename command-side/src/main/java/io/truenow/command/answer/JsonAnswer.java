package io.truenow.command.answer;

import io.truenow.command.limit.LimitStanding;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A whole answer as bytes.
 *
 * @param retryAfterSeconds for the header {@code Retry-After}; 0 for none
 * @param mark for the header {@link LogMark#HEADER}: up to where the events are in the log that are acknowledged
 * @param standing for the headers {@code RateLimit-…}; null where nothing is limited
 */
public record JsonAnswer(
        int status,
        byte[] body,
        int retryAfterSeconds,
        LogMark mark,
        @Nullable LimitStanding standing) {

    /** An answer that acknowledges nothing. */
    public JsonAnswer(int status, byte[] body, int retryAfterSeconds) {
        this(status, body, retryAfterSeconds, LogMark.NONE, null);
    }

    /** The same, acknowledging events up to there. */
    public JsonAnswer acknowledging(LogMark upTo) {
        return upTo.isEmpty() ? this : new JsonAnswer(status, body, retryAfterSeconds, upTo, standing);
    }

    /** The same, saying what is left to the caller. */
    public JsonAnswer limited(@Nullable LimitStanding left) {
        return left == null ? this : new JsonAnswer(status, body, retryAfterSeconds, mark, left);
    }

    /**
     * Request attribute with the answer to a request whose body may have broken off or stalled: the container then swallows what is
     * sent, and whoever knows the container can send it all the same.
     */
    public static final String LEFT_WITH_REQUEST = "truenow.answer";

    /** Request attribute with the bytes that are kept and given again in place of an answer's, where that shows a secret once. */
    public static final String KEPT_BODY = "truenow.kept";

    private static final JsonFactory FACTORY = new JsonFactory();

    /** An answer whose body a caller writes. */
    public static JsonAnswer of(int status, Consumer<JsonGenerator> writer) {
        return of(status, 0, writer);
    }

    /** An answer whose body a caller writes, with the seconds after which to come again. */
    public static JsonAnswer of(int status, int retryAfterSeconds, Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writer.accept(out);
        }
        return new JsonAnswer(status, bytes.toByteArray(), retryAfterSeconds);
    }

    /** The documented answer to an error. */
    public static JsonAnswer of(TrueNowException e) {
        Refusal refusal = Refusal.of(e);
        return of(refusal.status(), refusal.retryAfterSeconds(), out -> {
            out.writeStartObject();
            writeError(out, refusal.error(), e.code(), e.getMessage(), e.pointer(), e.hint());
            out.writeEndObject();
        });
    }

    /** The properties of an error, inside of an object. */
    public static void writeError(
            JsonGenerator out,
            String error,
            ErrorCode code,
            @Nullable String detail,
            @Nullable String pointer,
            @Nullable String hint) {
        out.writeStringProperty("error", error);
        out.writeStringProperty("code", code.name());
        writeText(out, "detail", detail);
        writeText(out, "pointer", pointer);
        writeText(out, "hint", hint);
    }

    /** A text property, unless it is null; half surrogates become question marks, since they have no UTF-8. */
    public static void writeText(JsonGenerator out, String name, @Nullable String text) {
        if (text != null) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeStringProperty(name, new String(utf8, StandardCharsets.UTF_8));
        }
    }

    /** Sends it. */
    public void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (body.length > 0) {
            response.setContentType("application/json");
        }
        if (retryAfterSeconds > 0) {
            response.setIntHeader("Retry-After", retryAfterSeconds);
        }
        if (standing != null) {
            response.setHeader("RateLimit-Limit", Long.toString(standing.limit()));
            response.setHeader("RateLimit-Remaining", Long.toString(standing.remaining()));
            response.setHeader("RateLimit-Reset", Long.toString(standing.resetSeconds()));
        }
        if (!mark.isEmpty()) {
            response.setHeader(LogMark.HEADER, mark.toString());
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
