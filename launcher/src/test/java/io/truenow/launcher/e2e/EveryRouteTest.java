package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Requires;
import io.truenow.events.access.Role;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPatternParser;

/** Every route of every controller is an operation of the matrix, with the least role that the documents give it; or says that it is open. */
class EveryRouteTest {

    /** Routes that answer every caller, because they tell nothing of anybody's data. */
    private static final Set<String> OPEN =
            Set.of("GET /health", "GET /health/live", "GET /health/ready", "GET /metrics", "GET /status");

    private record Route(
            String method, String pattern, @Nullable Role least, Method handler) {

        /** A method that no other takes: it says which methods there are, or that there is no such route. */
        boolean takesTheRest() {
            return method.isEmpty();
        }

        boolean isOf(Operation operation) {
            return method.equals(operation.method())
                    && PathPatternParser.defaultInstance
                            .parse(pattern)
                            .matches(org.springframework.http.server.PathContainer.parsePath(operation.route()));
        }
    }

    private static List<Route> routes() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        List<Route> routes = new ArrayList<>();
        for (BeanDefinition found : scanner.findCandidateComponents("io.truenow")) {
            Class<?> controller = Class.forName(found.getBeanClassName());
            if (controller.getName().contains("Test$")) {
                continue; // routes of other tests
            }
            for (Method handler : controller.getDeclaredMethods()) {
                RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
                if (mapping != null) {
                    add(routes, controller, handler, mapping);
                }
            }
        }
        return routes;
    }

    private static void add(List<Route> routes, Class<?> controller, Method handler, RequestMapping mapping) {
        Requires requires = either(Requires.class, handler, controller);
        OpenToAll open = either(OpenToAll.class, handler, controller);
        assertThat(requires == null && open == null)
                .as("%s says who may call it", handler)
                .isFalse();
        Role least = requires == null ? null : requires.value().least();
        for (String path : mapping.path()) {
            if (mapping.method().length == 0) {
                routes.add(new Route("", path, least, handler));
            }
            for (RequestMethod method : mapping.method()) {
                routes.add(new Route(method.name(), path, least, handler));
            }
        }
    }

    private static <A extends java.lang.annotation.Annotation> @Nullable A either(
            Class<A> type, AnnotatedElement first, AnnotatedElement second) {
        A found = first.getAnnotation(type);
        return found == null ? second.getAnnotation(type) : found;
    }

    @Test
    void everyRouteIsInTheMatrix() throws ClassNotFoundException {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Route route : routes()) {
            String name = route.method() + " " + route.pattern();
            if (route.takesTheRest() || route.least() == null && OPEN.contains(name)) {
                continue;
            }
            List<Operation> operations =
                    Operation.ALL.stream().filter(route::isOf).toList();
            if (operations.isEmpty()) {
                wrong.add(name + " is in no row of the matrix, and not among the open ones: " + route.handler());
            }
            for (Operation operation : operations) {
                compared++;
                if (operation.least() != Objects.requireNonNullElse(route.least(), Role.READER)) {
                    wrong.add(name + " asks for " + route.least() + ", and the matrix for " + operation.least());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(Operation.ALL.size());
    }
}
