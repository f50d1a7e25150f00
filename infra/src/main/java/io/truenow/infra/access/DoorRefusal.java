package io.truenow.infra.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How a caller is refused before any route sees the request: in the words of the door, which under {@code /api/v1} is the envelope. */
enum DoorRefusal {
    UNAUTHENTICATED(401, "AUTHENTICATION_FAILED"),
    FORBIDDEN(403, "AUTHORIZATION_FAILED"),
    NO_LENGTH(411, "VALIDATION_ERROR"),
    TOO_LARGE(413, "VALIDATION_ERROR"),
    RATE_LIMITED(429, "RATE_LIMITED"),
    NOT_READY(503, "UNAVAILABLE");

    private static final JsonFactory JSON = new JsonFactory();

    private final int status;
    private final String envelopeCode;

    DoorRefusal(int status, String envelopeCode) {
        this.status = status;
        this.envelopeCode = envelopeCode;
    }

    /** Sends it to a caller who may come again after some seconds. */
    void send(HttpServletRequest request, HttpServletResponse response, String sentence, int seconds)
            throws IOException {
        response.setIntHeader("Retry-After", seconds);
        send(request, response, sentence);
    }

    /** Sends it. */
    void send(HttpServletRequest request, HttpServletResponse response, String sentence) throws IOException {
        if (this == UNAUTHENTICATED) {
            // Some clients, Avatica's driver for one, send a password only after they were asked for one.
            response.setHeader("WWW-Authenticate", "Bearer realm=\"truenow\"");
            response.addHeader("WWW-Authenticate", "Basic realm=\"truenow\", charset=\"UTF-8\"");
        }
        byte[] body = request.getRequestURI().startsWith("/api/v1/") ? envelope(sentence) : flat(sentence);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private byte[] flat(String sentence) {
        return json(out -> {
            out.writeStringProperty("error", sentence);
            out.writeStringProperty("code", name());
        });
    }

    private byte[] envelope(String sentence) {
        return json(out -> {
            out.writeName("error");
            out.writeStartObject();
            out.writeStringProperty("code", envelopeCode);
            out.writeStringProperty("message", sentence);
            out.writeEndObject();
        });
    }

    private static byte[] json(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            content.accept(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
