package io.truenow.sql.http;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The body of a request, whole and bounded. */
final class RequestBody {

    private RequestBody() {}

    static byte[] read(HttpServletRequest request, int maxBytes) {
        try {
            byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new TrueNowException(
                        ErrorCode.TOO_LARGE, "The request has more than [" + maxBytes + "] bytes (limit of a query).");
            }
            return body;
        } catch (IOException broken) {
            throw new TrueNowException(ErrorCode.INVALID_JSON, "The body ended before its announced end.", broken);
        }
    }
}
