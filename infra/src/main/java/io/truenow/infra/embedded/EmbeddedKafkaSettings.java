package io.truenow.infra.embedded;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the embedded broker.
 *
 * @param folder where the log lives
 * @param port port for clients, on loopback
 * @param controllerPort port of the controller, on loopback
 * @param sessionTimeout after which a dead registration of the broker expires; it bounds the restart after a crash
 * @param stopTimeout longest wait for an orderly stop
 * @param roomBytes free space below which a broker that gave up is not started again; it would give up at its first write
 */
public record EmbeddedKafkaSettings(
        Path folder, int port, int controllerPort, Duration sessionTimeout, Duration stopTimeout, long roomBytes) {

    /** Port of the broker unless set. */
    public static final int DEFAULT_PORT = 19092;

    /** Port of the controller unless set. */
    public static final int DEFAULT_CONTROLLER_PORT = 19093;

    /** Room for a start unless set: 8 MiB. */
    public static final long DEFAULT_ROOM_BYTES = 8L << 20;

    /** Name of the setting that moves {@link #port}. */
    public static final String PORT_SETTING = "truenow.kafka.port";

    /** Name of the setting that moves {@link #controllerPort}. */
    public static final String CONTROLLER_PORT_SETTING = "truenow.kafka.controller-port";

    /** Two seconds of session, ten to stop. */
    public static EmbeddedKafkaSettings of(Path folder, int port, int controllerPort) {
        return new EmbeddedKafkaSettings(
                folder, port, controllerPort, Duration.ofSeconds(2), Duration.ofSeconds(10), DEFAULT_ROOM_BYTES);
    }

    /** With another {@link #roomBytes}. */
    public EmbeddedKafkaSettings withRoomBytes(long bytes) {
        return new EmbeddedKafkaSettings(folder, port, controllerPort, sessionTimeout, stopTimeout, bytes);
    }
}
