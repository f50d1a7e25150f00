package io.truenow.infra.access;

import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets a caller through to a route of Spring MVC if its role has what {@link Requires} on the route, or else on its class, says. A route that says
 * neither that nor {@link OpenToAll} answers nobody. A caller of whom nothing is known gets what is open to strangers. Thread-safe.
 */
public final class PermissionCheck implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod route)) {
            return true;
        }
        if (!(request.getAttribute(Principal.ATTRIBUTE) instanceof Principal caller)) {
            if (isOpenToStrangers(route)) {
                return true;
            }
            DoorRefusal.UNAUTHENTICATED.send(request, response, Callers.MISSING);
            return false;
        }
        Permission needed = needed(route);
        if (isOpen(route) || needed != null && caller.may(needed)) {
            return true;
        }
        DoorRefusal.FORBIDDEN.send(
                request,
                response,
                needed == null
                        ? "This route answers nobody."
                        : "The role [" + caller.role().text() + "] may not do this; it takes ["
                                + needed.least().text() + "].");
        return false;
    }

    /** What a route asks for; null if it does not say. */
    public static @Nullable Permission needed(HandlerMethod route) {
        Requires own = route.getMethodAnnotation(Requires.class);
        if (own == null) {
            own = AnnotatedElementUtils.findMergedAnnotation(route.getBeanType(), Requires.class);
        }
        return own == null ? null : own.value();
    }

    private static boolean isOpenToStrangers(HandlerMethod route) {
        OpenToAll own = route.getMethodAnnotation(OpenToAll.class);
        return own != null && own.strangers();
    }

    /** Whether a route answers every caller; what stands on the route itself wins over its class. */
    public static boolean isOpen(HandlerMethod route) {
        return route.hasMethodAnnotation(OpenToAll.class)
                || !route.hasMethodAnnotation(Requires.class)
                        && AnnotatedElementUtils.hasAnnotation(route.getBeanType(), OpenToAll.class);
    }
}
