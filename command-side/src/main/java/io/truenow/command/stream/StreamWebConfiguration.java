package io.truenow.command.stream;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of streams. Needs {@link Streams} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class StreamWebConfiguration {

    @Bean
    StreamController streamController(Streams streams) {
        return new StreamController(streams);
    }
}
