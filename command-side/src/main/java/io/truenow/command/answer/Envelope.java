package io.truenow.command.answer;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import tools.jackson.core.JsonGenerator;

/**
 * How the routes under {@code /api/v1} word an error: {@code {"error":{"code","message","details"}}}. The contract's codes are few; ours stands
 * in the details.
 */
public final class Envelope {

    private Envelope() {}

    /** Status and code of an error. */
    private record Word(int status, String code) {}

    /** The answer to an error. */
    public static JsonAnswer of(TrueNowException e) {
        Word word = word(e.code());
        return JsonAnswer.of(word.status(), Refusal.of(e).retryAfterSeconds(), out -> write(out, word, e));
    }

    private static void write(JsonGenerator out, Word word, TrueNowException e) {
        out.writeStartObject();
        out.writeName("error");
        out.writeStartObject();
        out.writeStringProperty("code", word.code());
        boolean limited = e.code() == ErrorCode.RATE_LIMITED;
        JsonAnswer.writeText(out, "message", limited ? "rate limit exceeded" : e.getMessage());
        out.writeName("details");
        out.writeStartObject();
        out.writeStringProperty("reason", e.code().name());
        JsonAnswer.writeText(out, "detail", limited ? e.getMessage() : null);
        JsonAnswer.writeText(out, "pointer", e.pointer());
        JsonAnswer.writeText(out, "hint", e.hint());
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
    }

    private static Word word(ErrorCode code) {
        return switch (code) {
            case INVALID_JSON -> new Word(400, "INVALID_JSON");
            case INVALID_IDEMPOTENCY_KEY -> new Word(400, "VALIDATION_ERROR");
            case REQUEST_UNDER_WAY -> new Word(409, "CONFLICT");
            case UNAUTHENTICATED -> new Word(401, "AUTHENTICATION_FAILED");
            case FORBIDDEN -> new Word(403, "AUTHORIZATION_FAILED");
            case NOT_FOUND, UNKNOWN_TABLE, UNKNOWN_NAMESPACE -> new Word(404, "NOT_FOUND");
            case CHANGED_MEANWHILE -> new Word(412, "CONFLICT");
            case ALREADY_EXISTS -> new Word(409, "CONFLICT");
            case TOO_LARGE -> new Word(413, "VALIDATION_ERROR");
            case RATE_LIMITED -> new Word(429, "RATE_LIMITED");
            case OVERLOADED,
                    MEMORY_LIMIT,
                    LAG_LIMIT,
                    NOT_READY,
                    LOG_UNAVAILABLE,
                    CATALOG_UNAVAILABLE,
                    UNKNOWN_OUTCOME -> new Word(503, "UNAVAILABLE");
            case STORAGE_FULL -> new Word(507, "UNAVAILABLE");
            case INTERNAL, CORRUPT_RECORD, SHARD_STOPPED -> new Word(500, "INTERNAL_ERROR");
            default -> new Word(422, "VALIDATION_ERROR");
        };
    }
}
