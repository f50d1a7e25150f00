package io.truenow.launcher.role;

import io.truenow.infra.access.PermissionCheck;
import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/** Starts the web context of a role as a child of the context that holds what all roles share. */
public final class RoleServer {

    private static final WebServerFactoryCustomizer<TomcatServletWebServerFactory> BROKEN_BODIES =
            factory -> factory.addContextValves(new BrokenBodyValve());
    private static final WebServerFactoryCustomizer<TomcatServletWebServerFactory> CLOSING_DOORS =
            factory -> factory.addEngineValves(new ClosingDoorValve());

    private final ConfigurableApplicationContext shared;
    private final String bindAddress;
    private final String version;
    private final String instance;
    private final LongSupplier uptimeSeconds;

    /**
     * Starter for the roles of one process.
     *
     * @param uptimeSeconds whole seconds since the process came up
     */
    public RoleServer(
            ConfigurableApplicationContext shared,
            String bindAddress,
            String version,
            String instance,
            LongSupplier uptimeSeconds) {
        this.shared = shared;
        this.bindAddress = bindAddress;
        this.version = version;
        this.instance = instance;
        this.uptimeSeconds = uptimeSeconds;
    }

    /**
     * Opens the role's port.
     *
     * @param routes configurations with the role's own controllers
     * @param more properties of the role's context beyond those of every role
     * @param guard filter in front of all routes of the role
     * @throws PortTakenException if somebody else has the port
     */
    public ConfigurableApplicationContext start(
            RoleStatus status, int port, List<Class<?>> routes, Map<String, Object> more, Filter guard) {
        List<Class<?>> sources = new ArrayList<>(routes);
        sources.addFirst(RoleWebConfiguration.class);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.port", port);
        properties.put("server.address", bindAddress);
        properties.put("server.shutdown", "graceful");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
        properties.put("spring.threads.virtual.enabled", true);
        properties.put("spring.jmx.enabled", false);
        properties.put("spring.application.name", status.role().title());
        properties.put("spring.web.resources.add-mappings", status.role() == Role.CONSOLE);
        // A body that is refused for its size is still read, so that the client gets the answer and no broken
        // connection.
        properties.put("server.tomcat.max-swallow-size", "128MB");
        properties.put("server.tomcat.connection-timeout", "20s");
        properties.put("server.tomcat.keep-alive-timeout", "75s");
        properties.put("server.tomcat.max-keep-alive-requests", -1);
        properties.putAll(more);
        TrafficCounting traffic = new TrafficCounting(status.traffic());
        SpringApplicationBuilder builder = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .parent(shared)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(properties)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("traffic", traffic);
                    context.getBeanFactory().registerSingleton("brokenBodies", BROKEN_BODIES);
                    context.getBeanFactory().registerSingleton("closingDoors", CLOSING_DOORS);
                    context.setId(status.role().title());
                    context.getBeanFactory()
                            .registerSingleton(
                                    "statusController", new StatusController(status, uptimeSeconds, version, instance));
                    context.getBeanFactory().registerSingleton("guard", first(guard));
                    context.getBeanFactory().registerSingleton("permissionCheck", new PermissionCheck());
                });
        try {
            ConfigurableApplicationContext context = builder.run();
            traffic.started(context);
            return context;
        } catch (RuntimeException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof PortInUseException || t instanceof java.net.BindException) {
                    throw new PortTakenException(status.role(), port);
                }
            }
            throw e;
        }
    }

    private static FilterRegistrationBean<Filter> first(Filter guard) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(guard);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setAsyncSupported(true);
        return registration;
    }
}
