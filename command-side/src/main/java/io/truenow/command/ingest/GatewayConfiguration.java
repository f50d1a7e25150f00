package io.truenow.command.ingest;

import io.truenow.events.time.MicroClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The controllers of the gateway's port. Needs an {@link IngestDoor} and a {@link MicroClock} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class GatewayConfiguration {

    /** Reads what requests say outside of their bodies, for all controllers of the port. */
    @Bean
    CallReader callReader(MicroClock clock) {
        return new CallReader(Long.toString(clock.nowMicros(), 36) + "-");
    }

    /** The JSON doors. */
    @Bean
    IngestController ingestController(IngestDoor door, CallReader calls) {
        return new IngestController(door, calls);
    }
}
