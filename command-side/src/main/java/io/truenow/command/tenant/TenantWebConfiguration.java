package io.truenow.command.tenant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of tenants. Needs {@link Tenants} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class TenantWebConfiguration {

    @Bean
    TenantController tenantController(Tenants tenants) {
        return new TenantController(tenants);
    }
}
