package io.truenow.sql.server;

import io.truenow.jdbc.wire.Wire;
import io.truenow.sql.exec.SqlEngine;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Routes of the JDBC port. The parent context gives a {@link SqlEngine}, {@link JdbcSettings} and {@link EngineMeta}. */
@Configuration(proxyBeanMethods = false)
public class AvaticaWebConfiguration {

    /** The route of the product's own driver; it needs nothing of Spring MVC, which would cost as much as a small statement. */
    @Bean
    ServletRegistrationBean<DriverServlet> driverServlet(EngineMeta meta, JdbcSettings settings) {
        return new ServletRegistrationBean<>(
                new DriverServlet(meta.driverDoor(), settings.maxRequestBytes()), Wire.PATH);
    }

    /** Avatica's one route. */
    @Bean
    AvaticaController avaticaController(EngineMeta meta, JdbcSettings settings) {
        return new AvaticaController(meta, settings);
    }
}
