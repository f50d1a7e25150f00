package io.truenow.command.idempotency;

import io.truenow.command.port.KeptAnswers;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The filter in front of the control routes. Needs {@link KeptAnswers} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyWebConfiguration {

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(KeptAnswers answers) {
        FilterRegistrationBean<IdempotencyFilter> registration =
                new FilterRegistrationBean<>(new IdempotencyFilter(answers));
        registration.addUrlPatterns("/api/v1/*", "/v1/*");
        // Behind the guard, which says who calls.
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }
}
