package io.truenow.command.stream;

import io.truenow.command.config.ConfigurationDirectory;
import io.truenow.command.port.StreamFigures;
import io.truenow.command.port.StreamRecords;
import io.truenow.events.config.ConfigurationKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of streams. Needs {@link Streams}, {@link StreamFigures}, {@link StreamRecords} and {@link ConfigurationDirectory} from its parent context. */
@Configuration(proxyBeanMethods = false)
public class StreamWebConfiguration {

    @Bean
    StreamController streamController(Streams streams, StreamFigures figures, ConfigurationDirectory configuration) {
        return new StreamController(streams, figures, () -> configuration.value(ConfigurationKey.RETENTION_DAYS));
    }

    @Bean
    RecordController recordController(Streams streams, StreamRecords records) {
        return new RecordController(streams, records);
    }
}
