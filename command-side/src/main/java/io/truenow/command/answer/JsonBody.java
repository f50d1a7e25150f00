package io.truenow.command.answer;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request to a control route: one JSON object of bounded size. Thread-safe. */
public final class JsonBody {

    /** Longest description, in characters. */
    public static final int MAX_DESCRIPTION = 4_096;

    /** Numbers as they were sent, not as the nearest double. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

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

    /**
     * A field that has to be a text.
     *
     * @throws TrueNowException {@code INVALID_VALUE}
     */
    public static String requireText(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw invalid(field + " is required", "/" + field, "Send a text.");
        }
        return value.stringValue();
    }

    /**
     * A field that may be a text; null if it is left out.
     *
     * @throws TrueNowException {@code INVALID_VALUE} if it is something else
     */
    public static @Nullable String optionalText(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(field + " is not a text", "/" + field, "Send a text.");
        }
        return value.stringValue();
    }

    /**
     * The field {@code description}; null if it is left out.
     *
     * @throws TrueNowException {@code INVALID_VALUE} if it is no text or too long
     */
    public static @Nullable String description(JsonNode body) {
        String text = optionalText(body, "description");
        if (text != null && text.length() > MAX_DESCRIPTION) {
            throw invalid("A description has at most [" + MAX_DESCRIPTION + "] characters.", "/description", null);
        }
        return text;
    }

    /**
     * A value that has to be a whole number.
     *
     * @param pointer where it stands
     * @throws TrueNowException {@code INVALID_VALUE}
     */
    public static long wholeNumber(JsonNode value, String pointer) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw invalid("This is no whole number.", pointer, null);
        }
        return value.longValue();
    }

    /** A refusal of a value. */
    public static TrueNowException invalid(String message, String pointer, @Nullable String hint) {
        return new TrueNowException(ErrorCode.INVALID_VALUE, message, pointer, hint, null);
    }
}
