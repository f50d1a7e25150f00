package io.truenow.sql.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.apache.calcite.avatica.remote.Handler;
import org.apache.calcite.avatica.remote.JsonService;
import org.apache.calcite.avatica.remote.ProtobufTranslationImpl;
import org.apache.calcite.avatica.remote.Service;

/**
 * Takes the server's stack traces out of error answers: a caller gets the sentence, the code and the SQLSTATE, and nothing of how the
 * server is built. Thread-safe.
 */
final class QuietTranslation extends ProtobufTranslationImpl {

    @Override
    public byte[] serializeResponse(Service.Response response) throws IOException {
        return super.serializeResponse(
                response instanceof Service.ErrorResponse e
                        ? new Service.ErrorResponse(
                                List.of(), e.errorMessage, e.errorCode, e.sqlState, e.severity, e.rpcMetadata)
                        : response);
    }

    /** The same for an answer in JSON. */
    static String withoutTraces(Handler.HandlerResponse<String> answer) throws IOException {
        String text = answer.getResponse();
        if (answer.getStatusCode() < 400 || !(JsonService.MAPPER.readTree(text) instanceof ObjectNode error)) {
            return text;
        }
        error.putArray("exceptions");
        return JsonService.MAPPER.writeValueAsString(error);
    }
}
