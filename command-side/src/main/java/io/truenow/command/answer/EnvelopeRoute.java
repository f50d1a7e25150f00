package io.truenow.command.answer;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** How every route under {@code /api/v1} answers: what its work yields, or the {@link Envelope} of what it refuses. Thread-safe. */
public final class EnvelopeRoute {

    private EnvelopeRoute() {}

    /** What answers a request. */
    @FunctionalInterface
    public interface Work {
        /** The answer. */
        JsonAnswer answer() throws IOException;
    }

    /**
     * The body of a request to a schema or stream.
     *
     * @throws TrueNowException {@code TOO_LARGE}; {@code INVALID_VALUE} if it is no JSON object
     * @throws IOException if the client is gone
     */
    public static JsonNode body(HttpServletRequest request, int maxBytes) throws IOException {
        try {
            return JsonBody.read(request, maxBytes);
        } catch (TrueNowException e) {
            if (e.code() == ErrorCode.INVALID_JSON) {
                throw new TrueNowException(ErrorCode.INVALID_VALUE, "invalid JSON body", "", e.getMessage(), e);
            }
            throw e;
        }
    }

    /** The version that the header {@code If-Match} asks for, as {@code "7"}; null if it is not there or takes any; -1 for another form. */
    public static @Nullable Long ifMatch(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.IF_MATCH);
        if (header == null || header.trim().equals("*")) {
            return null;
        }
        String text = header.trim();
        if (text.length() > 2 && text.startsWith("\"") && text.endsWith("\"")) {
            try {
                return Long.valueOf(text.substring(1, text.length() - 1));
            } catch (NumberFormatException e) {
                return -1L;
            }
        }
        return -1L;
    }

    /** Answers with the work, or with its refusal; nobody keeps the answer. */
    public static void answer(HttpServletResponse response, Work work) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        JsonAnswer answer;
        try {
            answer = work.answer();
        } catch (TrueNowException e) {
            answer = Envelope.of(e);
        }
        answer.send(response);
    }

    /**
     * Answers a method that a path does not take.
     *
     * @param allow those that it takes
     */
    public static void methodNotAllowed(HttpServletResponse response, String allow) throws IOException {
        response.setHeader("Allow", allow);
        JsonAnswer.of(405, out -> {
                    out.writeStartObject();
                    out.writeName("error");
                    out.writeStartObject();
                    out.writeStringProperty("code", "VALIDATION_ERROR");
                    out.writeStringProperty("message", "method not allowed");
                    out.writeEndObject();
                    out.writeEndObject();
                })
                .send(response);
    }
}
