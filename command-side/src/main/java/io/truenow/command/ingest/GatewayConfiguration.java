package io.truenow.command.ingest;

import io.truenow.events.time.MicroClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The controllers of the gateway's port. Needs an {@link IngestDoor} and a {@link MicroClock} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class GatewayConfiguration {

    /** The ingest doors. */
    @Bean
    IngestController ingestController(IngestDoor door, MicroClock clock) {
        return new IngestController(door, Long.toString(clock.nowMicros(), 36) + "-");
    }
}
