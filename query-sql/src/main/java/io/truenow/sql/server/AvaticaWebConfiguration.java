package io.truenow.sql.server;

import io.truenow.sql.exec.SqlEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Routes of the JDBC port. The parent context gives a {@link SqlEngine}, {@link JdbcSettings} and {@link EngineMeta}. */
@Configuration(proxyBeanMethods = false)
public class AvaticaWebConfiguration {

    /** The one route. */
    @Bean
    AvaticaController avaticaController(EngineMeta meta, JdbcSettings settings) {
        return new AvaticaController(meta, settings);
    }
}
