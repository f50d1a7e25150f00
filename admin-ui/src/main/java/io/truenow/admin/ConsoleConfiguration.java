package io.truenow.admin;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.spring.SpringBootAutoConfiguration;
import com.vaadin.flow.spring.VaadinScopesConfig;
import com.vaadin.flow.spring.annotation.EnableVaadin;
import io.truenow.admin.access.ConsoleLogin;
import io.truenow.admin.access.LoginFilter;
import io.truenow.admin.access.Logins;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.home.LivePulse;
import io.truenow.admin.port.ConsoleAccess;
import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.LiveFigures;
import io.truenow.admin.port.SqlDoors;
import io.truenow.admin.port.SqlExport;
import io.truenow.admin.port.SqlRunner;
import io.truenow.events.time.MicroClock;
import jakarta.servlet.Filter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;

/**
 * Web context of the console, to be used as a child of the root context. It names the few auto-configurations that Vaadin
 * needs, so that nothing else on the class path (data sources, Axon, Flyway) is configured twice. The root context gives
 * {@link SqlDoors}, {@link ConsoleAccess}, {@link LiveFigures}, {@link io.truenow.admin.port.Endpoints},
 * {@link ConsoleSettings}, {@link MicroClock} and the control plane's doors ({@link io.truenow.admin.port.ApiKeyControl} and its neighbours). Other Spring MVC controllers may live in the same context: Vaadin answers only
 * what they do not.
 */
@Configuration(proxyBeanMethods = false)
@EnableVaadin("io.truenow.admin")
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    SpringBootAutoConfiguration.class,
    VaadinScopesConfig.class
})
public class ConsoleConfiguration {

    /** Properties that the child context must have (as default properties): what Vaadin reads before any bean exists. */
    public static Map<String, Object> properties() {
        return Map.of(
                "vaadin.productionMode", "true",
                "vaadin.launch-browser", "false",
                // Only these are searched for screens: the product's class path is large.
                "vaadin.allowed-packages", "com/vaadin,io/truenow/admin",
                "vaadin.heartbeatInterval", "60",
                "vaadin.closeIdleSessions", "true",
                "server.servlet.session.timeout", "30m",
                "server.servlet.session.persistent", "false",
                "server.servlet.session.cookie.http-only", "true",
                "server.servlet.session.cookie.same-site", "strict");
    }

    /** On every answer. */
    @Bean
    public FilterRegistrationBean<Filter> pageHeaders() {
        return ordered(new PageHeaders(), 1);
    }

    /** In front of every screen, behind the guard of the port. */
    @Bean
    public FilterRegistrationBean<Filter> loginFilter(ConsoleAccess access, Logins logins) {
        return ordered(new LoginFilter(access, logins), 2);
    }

    private static FilterRegistrationBean<Filter> ordered(Filter filter, int place) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return registration;
    }

    /** Who is logged in. */
    @Bean(initMethod = "start")
    public Logins logins(ConsoleAccess access) {
        return new Logins(access);
    }

    /** The door of the session that a screen is made for. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    public SqlRunner sessionRunner(SqlDoors doors) {
        return doors.runner(sessionKey());
    }

    /** The same for long answers. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    public SqlExport sessionExport(SqlDoors doors) {
        return doors.export(sessionKey());
    }

    /** For whom a screen asks the control plane. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    public SessionCaller sessionCaller(ConsoleAccess access) {
        VaadinRequest request = VaadinRequest.getCurrent();
        return new SessionCaller(access, sessionKey(), request == null ? null : request.getRemoteAddr());
    }

    private static @Nullable String sessionKey() {
        ConsoleLogin login = ConsoleLogin.current();
        return login == null ? null : login.key();
    }

    /** In front of Vaadin, which would answer anything. */
    @Bean
    public FilterRegistrationBean<Filter> strayRequests() {
        return new FilterRegistrationBean<>(new StrayRequests());
    }

    /** Pulse of all home screens. */
    @Bean(initMethod = "start")
    public LivePulse livePulse(LiveFigures figures, MicroClock clock, ConsoleSettings settings) {
        return new LivePulse(figures, clock, settings);
    }
}
