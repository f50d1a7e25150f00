package io.truenow.launcher.role;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;

/**
 * Answers a request that comes while the port is closing. Tomcat reads only its first line then and answers 400 for want of the
 * headers that it did not read, as if the request were bad. Nobody has seen its body, so nothing of it was taken. Thread-safe.
 */
final class ClosingDoorValve extends ValveBase {

    private static final JsonAnswer CLOSING = JsonAnswer.of(
            new TrueNowException(ErrorCode.NOT_READY, "the server is stopping; nothing of the request was taken"));

    ClosingDoorValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isError() && isUnread(request) && isClosing(request)) {
            CLOSING.send(response.getResponse());
        } else {
            getNext().invoke(request, response);
        }
    }

    private static boolean isUnread(Request request) {
        return request.getCoyoteRequest().getMimeHeaders().size() == 0;
    }

    private static boolean isClosing(Request request) {
        return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused();
    }
}
