package io.truenow.command.rates;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of rate limits. Needs {@link RateLimits} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class RateLimitWebConfiguration {

    @Bean
    RateLimitController rateLimitController(RateLimits limits) {
        return new RateLimitController(limits);
    }
}
