package io.truenow.command.ingest.line;

import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.ingest.CallReader;
import io.truenow.command.ingest.IngestDoor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The line protocol's routes on the gateway's port, beside {@link io.truenow.command.ingest.GatewayConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class LineProtocolConfiguration {

    /** Writes and {@code /ping}. */
    @Bean
    LineProtocolController lineProtocolController(IngestDoor door, CallReader calls) {
        return new LineProtocolController(door, calls);
    }

    /** {@code CREATE DATABASE}. */
    @Bean
    QueryStatementController queryStatementController(TableDirectory directory) {
        return new QueryStatementController(directory);
    }
}
