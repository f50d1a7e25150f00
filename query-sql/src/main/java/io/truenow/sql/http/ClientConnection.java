package io.truenow.sql.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The connection that a request came over. Asked by one thread at a time, never while the body of the request is read. */
interface ClientConnection {

    /** Name of the request's attribute that holds it. */
    String ATTRIBUTE = "io.truenow.sql.connection";

    /** Whether the client has closed it. */
    boolean isGone();

    /** The connection of a request; null if the web server does not say. */
    static @Nullable ClientConnection of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ClientConnection known ? known : null;
    }
}
