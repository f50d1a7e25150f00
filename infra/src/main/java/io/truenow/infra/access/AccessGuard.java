package io.truenow.infra.access;

import io.truenow.events.access.ApiKeyText;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;
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
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of every route and says who calls. On a server that asks for no credential, as on loopback (ruling 6), a caller without one acts as
 * {@link Principal#LOCAL}; a presented credential is always checked. Against pages of other sites in the user's own
 * browser: a foreign {@code Host} is refused (names that were rebound to this machine), and so is a foreign {@code Origin} on anything
 * but a read; another site may read the listed doors and nothing else (ruling 48). Thread-safe.
 */
public final class AccessGuard implements Filter {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private static final Authentication NOBODY = new Authentication.Granted(Principal.LOCAL);
    private static final Authentication NO_JWT = new Authentication.Denied("JWT authentication not configured");
    private static final Authentication UNSUPPORTED = new Authentication.Denied("unsupported authorization scheme");

    private final List<String> openReads;
    private final Set<String> hosts;
    private final Credentials credentials;
    private final GuessLimit guesses;

    /**
     * A guard of one role.
     *
     * @param openReads paths of documented doors that any site may read by GET, such as {@code /health}; exact
     * @param allowedHosts names of this server beyond those of loopback, without port, in lower case
     */
    public AccessGuard(List<String> openReads, Set<String> allowedHosts, Credentials credentials, GuessLimit guesses) {
        this.credentials = credentials;
        this.guesses = guesses;
        this.openReads = List.copyOf(openReads);
        Set<String> names = new HashSet<>(LOOPBACK);
        names.addAll(allowedHosts);
        this.hosts = Set.copyOf(names);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!isOurs(hostOf(http.getHeader("Host")))) {
            DoorRefusal.FORBIDDEN.send(http, answer, "The Host header does not name this server.");
            return;
        }
        if (isForeign(http.getHeader("Origin")) && !mayRead(http)) {
            DoorRefusal.FORBIDDEN.send(http, answer, "Pages of another origin may not do this.");
            return;
        }
        switch (authenticate(http)) {
            case Authentication.Denied denied -> DoorRefusal.UNAUTHENTICATED.send(http, answer, denied.sentence());
            case Authentication.Limited limited ->
                DoorRefusal.RATE_LIMITED.send(http, answer, "rate limit exceeded", limited.retryAfterSeconds());
            case Authentication.NotReady notReady ->
                DoorRefusal.NOT_READY.send(http, answer, "The server does not know all keys yet.", 1);
            case Authentication.Granted granted -> {
                if (isOpenRead(http)) {
                    answer.setHeader("Access-Control-Allow-Origin", "*");
                }
                http.setAttribute(Principal.ATTRIBUTE, granted.principal());
                chain.doFilter(request, response);
            }
        }
    }

    private Authentication authenticate(HttpServletRequest http) {
        return switch (PresentedCredential.of(http)) {
            case PresentedCredential.None none -> NOBODY;
            case PresentedCredential.ApiKey key -> apiKey(key.text(), http.getRemoteAddr());
            case PresentedCredential.Jwt jwt -> NO_JWT;
            case PresentedCredential.Unsupported unsupported -> UNSUPPORTED;
        };
    }

    private Authentication apiKey(String text, String address) {
        GuessLimit.Caller caller = new GuessLimit.Caller(
                address, ApiKeyText.parse(text).map(ApiKeyText::handle).orElse(""));
        int seconds = guesses.secondsToWait(caller);
        if (seconds > 0) {
            return new Authentication.Limited(seconds);
        }
        Authentication result = credentials.apiKey(text);
        if (result instanceof Authentication.Denied) {
            guesses.failed(caller);
        }
        return result;
    }

    /** A browser keeps the answer of a read from a foreign page unless we allow it, so the read itself does no harm. */
    private static boolean mayRead(HttpServletRequest http) {
        return READS.contains(http.getMethod()) && http.getHeader("Upgrade") == null;
    }

    private boolean isOpenRead(HttpServletRequest http) {
        return http.getMethod().equals("GET") && openReads.contains(http.getRequestURI());
    }

    private boolean isForeign(@Nullable String origin) {
        if (origin == null) {
            return false;
        }
        try {
            String host = URI.create(origin).getHost();
            return host == null || !isOurs(host);
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
