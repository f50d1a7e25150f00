package io.truenow.admin.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page that takes a key: a form and nothing else, so that nobody who is not logged in loads a script. */
final class LoginPage {

    private static final String PAGE = read();
    private static final String MESSAGE = "{{message}}";

    private LoginPage() {}

    /**
     * Sends it.
     *
     * @param message a sentence of ours; empty at first
     */
    static void send(HttpServletResponse answer, int status, String message) throws IOException {
        byte[] page = PAGE.replace(MESSAGE, message).getBytes(StandardCharsets.UTF_8);
        answer.setStatus(status);
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            // No Basic: a browser would cover the page by a window of its own.
            answer.setHeader("WWW-Authenticate", "Bearer realm=\"truenow\"");
        }
        answer.setContentType("text/html;charset=utf-8");
        answer.setContentLength(page.length);
        answer.setHeader("Cache-Control", "no-store");
        answer.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        answer.getOutputStream().write(page);
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(LoginPage.class.getResourceAsStream("login.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
