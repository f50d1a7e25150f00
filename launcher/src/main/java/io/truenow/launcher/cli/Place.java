package io.truenow.launcher.cli;

import io.truenow.launcher.role.Role;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which server a command speaks to: options that every command shares. */
public final class Place {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:TRUENOW_DATA_DIR:-./data}",
            description = "Folder of the server's data (default: ${DEFAULT-VALUE}).")
    private Path dataDir = Path.of("data");

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "${env:TRUENOW_PORT_OFFSET:-0}",
            description = "Added to every port (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    /** Folder of the server's data, absolute. */
    public Path dataDir() {
        return dataDir.toAbsolutePath().normalize();
    }

    /** Added to every port. */
    public int portOffset() {
        return portOffset;
    }

    /** Port of a role. */
    public int port(Role role) {
        return role.port(environment(), portOffset);
    }

    /** Loopback address of a role. */
    public String url(Role role) {
        return "http://127.0.0.1:" + port(role);
    }

    /** The process's environment. */
    public Map<String, String> environment() {
        return System.getenv();
    }
}
