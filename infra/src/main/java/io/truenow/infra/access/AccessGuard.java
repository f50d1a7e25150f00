package io.truenow.infra.access;

import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;
import io.truenow.events.access.RequestOrigin;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of every route and says who calls, as {@link Callers} find. Against pages of other sites in the user's own
 * browser: a foreign {@code Origin} is refused on anything but a read, and where no credential is demanded so is a foreign {@code Host} (names that
 * were rebound to this machine); another site may read the listed doors and nothing else (ruling 48). Thread-safe.
 */
public final class AccessGuard implements Filter {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Doors doors;
    private final Set<String> hosts;
    private final Callers callers;

    /**
     * What a role answers beyond what its routes say. Paths are compared as they were sent, so that another spelling of one is not it.
     *
     * @param openReads paths of documented doors that any site may read by GET, such as {@code /health}
     * @param strangers paths that are read by GET without a credential, even where one is demanded
     * @param asksLater whether a stranger's request for any other path goes on without a principal, to something behind that asks for a login
     */
    public record Doors(List<String> openReads, Set<String> strangers, Predicate<String> asksLater) {

        /** Copies both. */
        public Doors {
            openReads = List.copyOf(openReads);
            strangers = Set.copyOf(strangers);
        }

        /** Doors behind which nothing asks later. */
        public static Doors of(List<String> openReads, Set<String> strangers) {
            return new Doors(openReads, strangers, path -> false);
        }
    }

    /**
     * A guard of one role.
     *
     * @param allowedHosts names of this server beyond those of loopback, without port, in lower case
     */
    public AccessGuard(Doors doors, Set<String> allowedHosts, Callers callers) {
        this.doors = doors;
        this.callers = callers;
        Set<String> names = new HashSet<>(LOOPBACK);
        names.addAll(allowedHosts);
        this.hosts = Set.copyOf(names);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        String host = hostOf(http.getHeader("Host"));
        if (!callers.demanded() && !isOurs(host)) {
            DoorRefusal.FORBIDDEN.send(http, answer, "The Host header does not name this server.");
            return;
        }
        if (isForeign(http.getHeader("Origin"), host) && !mayRead(http)) {
            DoorRefusal.FORBIDDEN.send(http, answer, "Pages of another origin may not do this.");
            return;
        }
        PresentedCredential presented = PresentedCredential.of(http);
        if (callers.demanded() && presented instanceof PresentedCredential.None) {
            if (isOpenToStrangers(http)) {
                http.setAttribute(Principal.STRANGER_ATTRIBUTE, true);
                pass(http, answer, chain);
                return;
            }
            if (doors.asksLater().test(http.getRequestURI())) {
                chain.doFilter(request, response);
                return;
            }
        }
        if (presented instanceof PresentedCredential.Signed signed) {
            signed(signed, http, answer, chain);
        } else {
            settle(callers.of(presented, http), http, answer, chain);
        }
    }

    private void signed(
            PresentedCredential.Signed signed, HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        Authentication early = callers.early(signed, http);
        if (early != null) {
            settle(early, http, answer, chain);
            return;
        }
        try (SignedBody body = callers.read(http)) {
            settle(callers.of(signed, body), body, answer, chain);
        } catch (UnsignableException e) {
            e.refusal().send(http, answer, e.sentence());
        }
    }

    private void settle(Authentication result, HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        switch (result) {
            case Authentication.Denied denied -> DoorRefusal.UNAUTHENTICATED.send(http, answer, denied.sentence());
            case Authentication.Limited limited ->
                DoorRefusal.RATE_LIMITED.send(http, answer, "rate limit exceeded", limited.retryAfterSeconds());
            case Authentication.NotReady notReady ->
                DoorRefusal.NOT_READY.send(http, answer, "The server does not know all keys yet.", 1);
            case Authentication.Granted granted -> {
                http.setAttribute(Principal.ATTRIBUTE, granted.principal());
                pass(http, answer, chain);
            }
        }
    }

    private void pass(HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        if (isOpenRead(http)) {
            answer.setHeader("Access-Control-Allow-Origin", "*");
        }
        try (RequestOrigin origin = RequestOrigin.open(http.getRemoteAddr())) {
            chain.doFilter(http, answer);
        }
    }

    private boolean isOpenToStrangers(HttpServletRequest http) {
        boolean read = http.getMethod().equals("GET") || http.getMethod().equals("HEAD");
        return read && doors.strangers().contains(http.getRequestURI());
    }

    /** A browser keeps the answer of a read from a foreign page unless we allow it, so the read itself does no harm. */
    private static boolean mayRead(HttpServletRequest http) {
        return READS.contains(http.getMethod()) && http.getHeader("Upgrade") == null;
    }

    private boolean isOpenRead(HttpServletRequest http) {
        return http.getMethod().equals("GET") && doors.openReads().contains(http.getRequestURI());
    }

    /** Where any name may be used for this server, a page of the name that was used is its own. */
    private boolean isForeign(@Nullable String origin, @Nullable String calledAs) {
        if (origin == null) {
            return false;
        }
        try {
            String host = URI.create(origin).getHost();
            return host == null || !isOurs(host) && !(callers.demanded() && host.equalsIgnoreCase(calledAs));
        } catch (IllegalArgumentException noOrigin) {
            return true;
        }
    }

    private boolean isOurs(@Nullable String host) {
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** The host without its port; null if there is none. */
    private static @Nullable String hostOf(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return null;
        }
        int end = header.startsWith("[") ? header.indexOf(']') + 1 : header.indexOf(':');
        return end > 0 ? header.substring(0, end) : header;
    }
}
