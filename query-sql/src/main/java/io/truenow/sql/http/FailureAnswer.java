package io.truenow.sql.http;

import io.truenow.events.error.ErrorCategory;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.form.JsonText;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** What the query API answers instead: status and body of a failure. Thread-safe. */
final class FailureAnswer {

    private final JsonMapper mapper;

    FailureAnswer(JsonMapper mapper) {
        this.mapper = mapper;
    }

    byte[] body(TrueNowException failure) {
        return json(out -> {
            out.writeStartObject();
            JsonText.failure(out, failure);
            out.writeEndObject();
        });
    }

    /** Some JSON as bytes. */
    byte[] json(Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = mapper.createGenerator(bytes)) {
            writer.accept(out);
        }
        return bytes.toByteArray();
    }

    static int status(ErrorCode code) {
        return switch (code) {
            case TOO_LARGE -> 413;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN_STATEMENT -> 404;
            case NOT_ACCEPTABLE -> 406;
            case ALREADY_EXISTS -> 409;
            case UNKNOWN_CURSOR -> 410;
            case RATE_LIMITED -> 429;
            case STATEMENT_TIMEOUT, POSITION_TIMEOUT -> 504;
            default ->
                code.category() == ErrorCategory.USER ? 400 : code.category() == ErrorCategory.INTERNAL ? 500 : 503;
        };
    }
}
