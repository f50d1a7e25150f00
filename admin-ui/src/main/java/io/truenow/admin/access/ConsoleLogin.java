package io.truenow.admin.access;

import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedSession;
import io.truenow.events.access.Principal;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import org.jspecify.annotations.Nullable;

/** The login of one session; it lives as long as its session does and is never written to a disk. Immutable. */
public final class ConsoleLogin implements HttpSessionBindingListener {

    /** Attribute of a session that holds its login. */
    static final String ATTRIBUTE = "truenow.login";

    private final String key;
    private final Principal principal;
    private final Logins logins;
    private final HttpSession session;

    ConsoleLogin(String key, Principal principal, Logins logins, HttpSession session) {
        this.key = key;
        this.principal = principal;
        this.logins = logins;
        this.session = session;
    }

    /** The login of the session whose page is being made or answered; null if nobody logged in there. */
    public static @Nullable ConsoleLogin current() {
        VaadinSession vaadin = VaadinSession.getCurrent();
        WrappedSession session = vaadin == null ? null : vaadin.getSession();
        return session != null && session.getAttribute(ATTRIBUTE) instanceof ConsoleLogin login ? login : null;
    }

    /** The login of a session; null if nobody logged in there. */
    static @Nullable ConsoleLogin of(@Nullable HttpSession session) {
        return session != null && session.getAttribute(ATTRIBUTE) instanceof ConsoleLogin login ? login : null;
    }

    /** The key that was presented. */
    public String key() {
        return key;
    }

    /** Whose it is. */
    public Principal principal() {
        return principal;
    }

    HttpSession session() {
        return session;
    }

    @Override
    public void valueBound(HttpSessionBindingEvent event) {
        logins.add(this);
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        logins.remove(this);
    }

    @Override
    public String toString() {
        return "ConsoleLogin[" + principal.name() + "]";
    }
}
