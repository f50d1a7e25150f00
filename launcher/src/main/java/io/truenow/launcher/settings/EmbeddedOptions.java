package io.truenow.launcher.settings;

import java.util.List;

/**
 * Ports of the embedded servers, on loopback.
 *
 * @param kafkaPort the broker's
 * @param kafkaControllerPort its controller's
 * @param postgresPort PostgreSQL's
 */
public record EmbeddedOptions(int kafkaPort, int kafkaControllerPort, int postgresPort) {

    static final Setting<Integer> KAFKA =
            Setting.port("TRUENOW_KAFKA_PORT", "embedded.kafka_port", 19_092, "port of the embedded Kafka");
    static final Setting<Integer> CONTROLLER = Setting.port(
            "TRUENOW_KAFKA_CONTROLLER_PORT", "embedded.kafka_controller_port", 19_093, "port of its controller");
    static final Setting<Integer> POSTGRES =
            Setting.port("TRUENOW_POSTGRES_PORT", "embedded.postgres_port", 15_432, "port of the embedded PostgreSQL");

    static final SettingGroup GROUP = new SettingGroup("embedded servers", List.of(KAFKA, CONTROLLER, POSTGRES));

    static EmbeddedOptions read(SettingValues values) {
        return new EmbeddedOptions(
                PortOptions.moved(values, KAFKA),
                PortOptions.moved(values, CONTROLLER),
                PortOptions.moved(values, POSTGRES));
    }
}
