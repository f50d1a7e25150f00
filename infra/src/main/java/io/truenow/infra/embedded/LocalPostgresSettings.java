package io.truenow.infra.embedded;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the embedded PostgreSQL.
 *
 * @param folder where binaries and data live
 * @param port port on loopback
 * @param maxConnections connections that the server takes
 * @param startTimeout longest wait for a start, recovery after a crash included
 */
public record LocalPostgresSettings(Path folder, int port, int maxConnections, Duration startTimeout) {

    /** Port unless set. */
    public static final int DEFAULT_PORT = 15432;

    /** Name of the setting that moves {@link #port}. */
    public static final String PORT_SETTING = "truenow.postgres.port";

    /** 40 connections, one minute. */
    public static LocalPostgresSettings of(Path folder, int port) {
        return new LocalPostgresSettings(folder, port, 40, Duration.ofMinutes(1));
    }
}
