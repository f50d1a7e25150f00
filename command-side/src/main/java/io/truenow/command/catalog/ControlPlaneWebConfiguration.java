package io.truenow.command.catalog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The controllers of the control plane's port. Needs a {@link TableDirectory} and a {@link CatalogCache} from its parent context.
 */
@Configuration(proxyBeanMethods = false)
public class ControlPlaneWebConfiguration {

    /** Namespaces and tables. */
    @Bean
    CatalogController catalogController(TableDirectory directory, CatalogCache cache) {
        return new CatalogController(directory, cache);
    }
}
