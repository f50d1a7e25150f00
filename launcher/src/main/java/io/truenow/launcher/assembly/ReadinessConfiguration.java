package io.truenow.launcher.assembly;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The readiness routes. Needs a {@link Readiness} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class ReadinessConfiguration {

    @Bean
    ReadinessController readinessController(Readiness readiness) {
        return new ReadinessController(readiness);
    }
}
