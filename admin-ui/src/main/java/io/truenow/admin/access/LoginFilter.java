package io.truenow.admin.access;

import io.truenow.admin.port.ConsoleAccess;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/**
 * Where credentials are demanded, no request reaches a screen, its scripts or its pushes unless its session has logged in with an API key or a
 * JWT, which is looked at again for each. Others are led to a page without a script that takes one. A session makes nobody known to the routes beside the
 * console: those take a credential in a header. Thread-safe.
 */
public final class LoginFilter implements Filter {

    static final String LOGIN = "/login";
    static final String LOGOUT = "/logout";

    private static final int MAX_BYTES = 9_216;

    private final ConsoleAccess access;
    private final Logins logins;

    /** A filter in front of everything that the console shows. */
    public LoginFilter(ConsoleAccess access, Logins logins) {
        this.access = access;
        this.logins = logins;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!access.demanded()
                || http.getAttribute(Principal.ATTRIBUTE) != null
                || http.getAttribute(Principal.STRANGER_ATTRIBUTE) != null) {
            chain.doFilter(request, response);
            return;
        }
        String path = http.getRequestURI();
        boolean post = http.getMethod().equals("POST");
        if (path.equals(LOGIN) && post) {
            logIn(http, answer);
        } else if (path.equals(LOGIN)) {
            LoginPage.send(answer, HttpServletResponse.SC_OK, "");
        } else if (path.equals(LOGOUT) && post) {
            logOut(http, answer);
        } else if (isLoggedIn(http)) {
            chain.doFilter(request, response);
        } else if ("websocket".equalsIgnoreCase(http.getHeader("Upgrade"))) {
            answer.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            seeOther(answer, LOGIN);
        }
    }

    private boolean isLoggedIn(HttpServletRequest http) {
        HttpSession session = http.getSession(false);
        ConsoleLogin login = ConsoleLogin.of(session);
        if (session == null || login == null) {
            return false;
        }
        if (access.again(login.key()) instanceof Authentication.Denied) {
            Logins.end(session);
            return false;
        }
        return true;
    }

    /** The session before, if there was one, ends: nobody who knew its id is logged in by somebody else's key. */
    private void logIn(HttpServletRequest http, HttpServletResponse answer) throws IOException {
        if (http.getQueryString() != null
                || http.getContentLengthLong() < 0
                || http.getContentLengthLong() > MAX_BYTES) {
            LoginPage.send(answer, HttpServletResponse.SC_BAD_REQUEST, "Paste one API key or JWT.");
            return;
        }
        String key = http.getParameter("key");
        String presented = key == null ? "" : key.strip();
        switch (access.login(presented, http.getRemoteAddr())) {
            case Authentication.Denied denied ->
                LoginPage.send(answer, HttpServletResponse.SC_UNAUTHORIZED, "This key is not taken.");
            case Authentication.Limited limited -> {
                answer.setIntHeader("Retry-After", limited.retryAfterSeconds());
                LoginPage.send(
                        answer, 429, "Too many wrong keys. Try again in " + limited.retryAfterSeconds() + " seconds.");
            }
            case Authentication.NotReady notReady ->
                LoginPage.send(
                        answer,
                        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                        "The server does not know all keys yet. Try again.");
            case Authentication.Granted granted -> begin(http, answer, presented, granted.principal());
        }
    }

    private void begin(HttpServletRequest http, HttpServletResponse answer, String key, Principal principal)
            throws IOException {
        HttpSession before = http.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        if (logins.size() >= Logins.MAX_LOGINS) {
            LoginPage.send(
                    answer, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many people are logged in. Try later.");
            return;
        }
        HttpSession session = http.getSession(true);
        session.setAttribute(ConsoleLogin.ATTRIBUTE, new ConsoleLogin(key, principal, logins, session));
        seeOther(answer, "/");
    }

    private static void logOut(HttpServletRequest http, HttpServletResponse answer) {
        HttpSession session = http.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        seeOther(answer, LOGIN);
    }

    private static void seeOther(HttpServletResponse answer, String path) {
        answer.setStatus(HttpServletResponse.SC_SEE_OTHER);
        answer.setHeader("Location", path);
        answer.setHeader("Cache-Control", "no-store");
    }
}
