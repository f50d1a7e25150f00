package io.truenow.command.access;

import io.truenow.command.catalog.CatalogCache;
import io.truenow.events.time.MicroClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of API keys. Needs {@link ApiKeys}, {@link ApiKeyDirectory}, {@link CatalogCache} and a clock from its parent context. */
@Configuration(proxyBeanMethods = false)
public class AccessWebConfiguration {

    @Bean
    ApiKeyController apiKeyController(ApiKeys keys, ApiKeyDirectory directory, CatalogCache catalog, MicroClock clock) {
        return new ApiKeyController(keys, directory, new StreamPermissions(catalog), clock);
    }
}
