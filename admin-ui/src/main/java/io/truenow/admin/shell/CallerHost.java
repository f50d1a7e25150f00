package io.truenow.admin.shell;

import com.vaadin.flow.server.VaadinRequest;

/** Host name by which the caller reaches this server, for commands that they copy. */
public final class CallerHost {

    private static final String FALLBACK = "localhost";

    private CallerHost() {}

    /** Host of the current request without its port; {@code localhost} outside a request or if it holds anything but a host name. */
    public static String current() {
        VaadinRequest request = VaadinRequest.getCurrent();
        return request == null ? FALLBACK : ofHeader(request.getHeader("Host"));
    }

    static String ofHeader(@org.jspecify.annotations.Nullable String header) {
        if (header == null) {
            return FALLBACK;
        }
        int port = header.startsWith("[") ? header.indexOf("]") + 1 : header.indexOf(':');
        String host = port > 0 && port <= header.length() ? header.substring(0, port) : header;
        return host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]") ? host : FALLBACK;
    }
}
