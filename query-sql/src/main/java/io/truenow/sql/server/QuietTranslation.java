package io.truenow.sql.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.apache.calcite.avatica.remote.Handler;
import org.apache.calcite.avatica.remote.JsonService;
import org.apache.calcite.avatica.remote.ProtobufTranslationImpl;
import org.apache.calcite.avatica.remote.Service;
import org.jspecify.annotations.Nullable;

/**
 * Takes the server's stack traces out of error answers: a caller gets the sentence, the code and the SQLSTATE, and nothing of how the
 * server is built. Thread-safe.
 */
final class QuietTranslation extends ProtobufTranslationImpl {

    static final String NO_CONNECTION = "The server does not know this connection; open a new one.";

    @Override
    public byte[] serializeResponse(Service.Response response) throws IOException {
        return super.serializeResponse(
                response instanceof Service.ErrorResponse e
                        ? new Service.ErrorResponse(
                                List.of(), sentence(e.errorMessage), e.errorCode, e.sqlState, e.severity, e.rpcMetadata)
                        : response);
    }

    /** Avatica's own refusals of unknown connections have no sentence; a trace used to say it. */
    private static String sentence(@Nullable String message) {
        return message == null || message.isBlank() || message.equals("null") ? NO_CONNECTION : message;
    }

    /** The same for an answer in JSON. */
    static String withoutTraces(Handler.HandlerResponse<String> answer) throws IOException {
        String text = answer.getResponse();
        if (answer.getStatusCode() < 400 || !(JsonService.MAPPER.readTree(text) instanceof ObjectNode error)) {
            return text;
        }
        error.putArray("exceptions");
        error.put("errorMessage", sentence(error.path("errorMessage").asText(null)));
        return JsonService.MAPPER.writeValueAsString(error);
    }
}
