package io.truenow.command.answer;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request to a control route: one JSON object of bounded size. Thread-safe. */
public final class JsonBody {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonBody() {}

    /**
     * Reads it.
     *
     * @throws TrueNowException {@code TOO_LARGE}; {@code INVALID_JSON} if it is no JSON object
     * @throws IOException if the client is gone
     */
    public static JsonNode read(HttpServletRequest request, int maxBytes) throws IOException {
        return object(bytes(request, maxBytes));
    }

    /**
     * Reads it where it may be left out: an object without fields then.
     *
     * @throws TrueNowException {@code TOO_LARGE}; {@code INVALID_JSON} if there is a body and it is no JSON object
     * @throws IOException if the client is gone
     */
    public static JsonNode readIfPresent(HttpServletRequest request, int maxBytes) throws IOException {
        byte[] bytes = bytes(request, maxBytes);
        return bytes.length == 0 ? MAPPER.createObjectNode() : object(bytes);
    }

    private static byte[] bytes(HttpServletRequest request, int maxBytes) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new TrueNowException(ErrorCode.TOO_LARGE, "The body has more than [" + maxBytes + "] bytes.");
        }
        return bytes;
    }

    private static JsonNode object(byte[] bytes) {
        try {
            JsonNode body = MAPPER.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException e) {
            throw new TrueNowException(ErrorCode.INVALID_JSON, "The body is not JSON.", e);
        }
        throw new TrueNowException(ErrorCode.INVALID_JSON, "The body is not an object.");
    }
}
