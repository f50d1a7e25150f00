package io.truenow.sql.server;

import io.truenow.events.access.Principal;
import io.truenow.jdbc.wire.Wire;
import io.truenow.jdbc.wire.WireWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes the requests of the product's own driver. Thread-safe. */
final class DriverServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // nobody writes servlets away
    private final DriverDoor door;

    private final int maxRequestBytes;

    DriverServlet(DriverDoor door, int maxRequestBytes) {
        this.door = door;
        this.maxRequestBytes = maxRequestBytes;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int length = request.getContentLength();
        byte[] body = length >= 0 && length <= maxRequestBytes
                ? request.getInputStream().readNBytes(length)
                : request.getInputStream().readNBytes(maxRequestBytes + 1);
        if (body.length > maxRequestBytes) {
            response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            response.setContentLength(0);
            return;
        }
        Principal caller = Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
        WireWriter answer = door.answer(caller, body);
        response.setContentType(Wire.CONTENT_TYPE);
        response.setContentLength(answer.size());
        response.getOutputStream().write(answer.buffer(), 0, answer.size());
    }
}
