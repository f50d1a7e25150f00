package io.truenow.infra.access;

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
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guards a server that asks for no credential, as on loopback (ruling 6). A caller without a credential acts as {@link Principal#LOCAL}; a presented
 * credential is always checked, and while there are no keys every one is wrong. Against pages of other sites in the user's own
 * browser: a foreign {@code Host} is refused (names that were rebound to this machine), and so is a foreign {@code Origin} on anything
 * but a read; another site may read the listed doors and nothing else (ruling 48). Thread-safe.
 */
public final class LoopbackGuard implements Filter {

    /** Request attribute with the {@link Principal}. */
    public static final String PRINCIPAL = "truenow.principal";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> SCHEMES = Set.of("token", "bearer", "apikey", "basic");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final List<String> openReads;
    private final Set<String> hosts;

    /**
     * A guard of one role.
     *
     * @param openReads paths of documented doors that any site may read by GET, such as {@code /health}; exact
     * @param allowedHosts names of this server beyond those of loopback, without port, in lower case
     */
    public LoopbackGuard(List<String> openReads, Set<String> allowedHosts) {
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
            refuse(answer, 403, "FORBIDDEN", "The Host header does not name this server.");
        } else if (isForeign(http.getHeader("Origin")) && !mayRead(http)) {
            refuse(answer, 403, "FORBIDDEN", "Pages of another origin may not do this.");
        } else if (hasCredential(http)) {
            answer.setHeader("WWW-Authenticate", "Bearer realm=\"truenow\"");
            refuse(answer, 401, "UNAUTHENTICATED", "The credential is not valid.");
        } else {
            if (isOpenRead(http)) {
                answer.setHeader("Access-Control-Allow-Origin", "*");
            }
            http.setAttribute(PRINCIPAL, Principal.LOCAL);
            chain.doFilter(request, response);
        }
    }

    /** A browser keeps the answer of a read from a foreign page unless we allow it, so the read itself does no harm. */
    private static boolean mayRead(HttpServletRequest http) {
        return READS.contains(http.getMethod()) && http.getHeader("Upgrade") == null;
    }

    private boolean isOpenRead(HttpServletRequest http) {
        return http.getMethod().equals("GET") && openReads.contains(http.getRequestURI());
    }

    /** A scheme with nothing behind it, as Telegraf sends when no token is set, presents no credential. */
    private static boolean hasCredential(HttpServletRequest http) {
        return Collections.list(http.getHeaders("Authorization")).stream().anyMatch(LoopbackGuard::isCredential)
                || Collections.list(http.getHeaders("X-API-Key")).stream().anyMatch(key -> !key.isBlank());
    }

    /** A single word that is no scheme may be a key that was sent without one. */
    private static boolean isCredential(String authorization) {
        String text = authorization.strip();
        return !text.isEmpty() && !SCHEMES.contains(text.toLowerCase(Locale.ROOT)) && !isEmptyBasic(text);
    }

    /** No name and no password, as clients of InfluxDB's first interface send when both are set to nothing. */
    private static boolean isEmptyBasic(String text) {
        String scheme = "Basic ";
        return text.regionMatches(true, 0, scheme, 0, scheme.length())
                && text.substring(scheme.length()).strip().equals("Og==");
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

    private static void refuse(HttpServletResponse answer, int status, String code, String sentence)
            throws IOException {
        byte[] json = ("{\"error\":\"" + sentence + "\",\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8);
        answer.setStatus(status);
        answer.setContentType("application/json");
        answer.setContentLength(json.length);
        answer.getOutputStream().write(json);
    }
}
