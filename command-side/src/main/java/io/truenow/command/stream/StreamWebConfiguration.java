package io.truenow.command.stream;

import io.truenow.command.config.ConfigurationDirectory;
import io.truenow.events.config.ConfigurationKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of streams. Needs {@link Streams} and {@link ConfigurationDirectory} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class StreamWebConfiguration {

    @Bean
    StreamController streamController(Streams streams, ConfigurationDirectory configuration) {
        return new StreamController(streams, () -> configuration.value(ConfigurationKey.RETENTION_DAYS));
    }
}
