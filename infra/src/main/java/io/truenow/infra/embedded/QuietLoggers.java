package io.truenow.infra.embedded;

import java.util.Map;

/** Loggers of libraries that say much when all is well, or repeat what health says already, and the level that keeps them quiet. */
public final class QuietLoggers {

    /** Level by name of the logger. */
    public static final Map<String, String> LEVELS = Map.ofEntries(
            Map.entry("org.apache.kafka", "WARN"),
            Map.entry("org.apache.kafka.clients.NetworkClient", "ERROR"),
            Map.entry("kafka", "WARN"),
            Map.entry("state.change.logger", "WARN"),
            Map.entry("io.zonky.test.db.postgres.embedded", "OFF"),
            Map.entry("org.axonframework", "ERROR"),
            Map.entry("org.hibernate", "ERROR"),
            Map.entry("org.flywaydb", "WARN"),
            Map.entry("com.zaxxer.hikari", "WARN"),
            Map.entry("org.redisson", "ERROR"),
            Map.entry("org.springframework.orm", "WARN"));

    private QuietLoggers() {}
}
