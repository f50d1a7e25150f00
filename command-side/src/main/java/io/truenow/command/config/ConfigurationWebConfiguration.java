package io.truenow.command.config;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of the server's configuration. Needs {@link Configurations} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class ConfigurationWebConfiguration {

    @Bean
    ConfigurationController configurationController(Configurations configurations) {
        return new ConfigurationController(configurations);
    }
}
