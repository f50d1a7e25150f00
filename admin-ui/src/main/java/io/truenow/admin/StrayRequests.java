package io.truenow.admin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Answers 404 to what is no request of a browser, below {@code /api} excepted, where other routes answer. Vaadin gives its page, with 200, to any method on any path, so that a client which
 * posts events to the console's port by mistake would take them for accepted. Thread-safe.
 */
final class StrayRequests implements Filter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (READS.contains(http.getMethod()) || isVaadins(http) || isApi(http)) {
            chain.doFilter(request, response);
        } else {
            ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static boolean isApi(HttpServletRequest http) {
        return http.getRequestURI().startsWith("/api/");
    }

    private static boolean isVaadins(HttpServletRequest http) {
        String query = http.getQueryString();
        return query != null && query.contains("v-r=") || http.getRequestURI().startsWith("/VAADIN/");
    }
}
