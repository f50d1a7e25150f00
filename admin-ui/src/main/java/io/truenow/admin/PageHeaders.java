package io.truenow.admin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What every answer of the console tells the browser: no page of another site may frame it, content is what it is declared to be, and no other site
 * learns an address of it. (With {@code no-referrer} a browser would send the console's own forms with the origin {@code null}, which is refused.)
 * Thread-safe.
 */
final class PageHeaders implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("Content-Security-Policy", "frame-ancestors 'none'");
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "same-origin");
        chain.doFilter(request, response);
    }
}
