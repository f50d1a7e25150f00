package io.truenow.admin.access;

import com.vaadin.flow.server.VaadinSession;
import io.truenow.admin.port.ConsoleAccess;
import io.truenow.events.access.Authentication;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is logged in. A page gets news by push without a request of its own, so every login is looked at again every two seconds, and its session
 * ends when its key is refused. Thread-safe.
 */
public final class Logins implements AutoCloseable {

    /** Logins at a time. */
    public static final int MAX_LOGINS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final ConsoleAccess access;
    private final Set<ConsoleLogin> logins = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("console-logins").daemon().factory());

    /** Nobody yet; looks again after {@link #start()}. */
    public Logins(ConsoleAccess access) {
        this.access = access;
    }

    /** Starts to look. */
    public void start() {
        if (access.demanded()) {
            var unused =
                    timer.scheduleAtFixedRate(this::look, AGAIN.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Number of people who are logged in. */
    public int size() {
        return logins.size();
    }

    void add(ConsoleLogin login) {
        logins.add(login);
    }

    void remove(ConsoleLogin login) {
        logins.remove(login);
    }

    private void look() {
        for (ConsoleLogin login : logins) {
            try {
                if (access.again(login.key()) instanceof Authentication.Denied) {
                    end(login.session());
                }
            } catch (RuntimeException e) {
                LOG.warn("A login could not be looked at again.", e);
            }
        }
    }

    /** Ends a session; its pages are told, and whatever they ask for next leads to the login. */
    static void end(HttpSession session) {
        try {
            for (VaadinSession pages : VaadinSession.getAllSessions(session)) {
                var unused = pages.access(() -> pages.getUIs().forEach(ui -> {
                    ui.getPage().setLocation(LoginFilter.LOGIN);
                    ui.push();
                }));
            }
            session.invalidate();
        } catch (IllegalStateException ended) {
            LOG.debug("a session had ended before", ended);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
