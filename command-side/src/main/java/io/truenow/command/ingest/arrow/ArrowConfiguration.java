package io.truenow.command.ingest.arrow;

import io.truenow.command.ingest.CallReader;
import io.truenow.command.ingest.IngestDoor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes for Arrow on the gateway's port, beside {@link io.truenow.command.ingest.GatewayConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class ArrowConfiguration {

    /** The door; limits are the defaults unless the parent context has some. */
    @Bean
    ArrowController arrowController(IngestDoor door, CallReader calls, ObjectProvider<ArrowSettings> limits) {
        return new ArrowController(door, calls, limits.getIfAvailable(() -> ArrowSettings.DEFAULT));
    }
}
