package io.truenow.launcher.cli;

import io.truenow.infra.access.LocalSecret;
import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.RunState;
import io.truenow.launcher.access.Caller;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.sample.SampleServer;
import io.truenow.launcher.settings.LaunchSettings;
import io.truenow.launcher.settings.Machine;
import io.truenow.launcher.settings.SettingSources;
import io.truenow.launcher.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command speaks to: options that every command shares. */
public final class Place {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder of the server's data (default: TRUENOW_DATA_DIR, else ./data).")
    private @Nullable Path dataDir;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Added to every port (default: TRUENOW_PORT_OFFSET, else 0).")
    private @Nullable Integer portOffset;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description =
                    "Folder of the files of settings (default: TRUENOW_CONFIG, else ./config if it has any, else the data folder).")
    private @Nullable Path config;

    /** Where the settings come from: these options, the environment, files. */
    public SettingSources sources() {
        Map<String, String> flags = new HashMap<>();
        if (dataDir != null) {
            flags.put("--data-dir", dataDir.toString());
        }
        if (portOffset != null) {
            flags.put("--port-offset", portOffset.toString());
        }
        if (config != null) {
            flags.put("--config", config.toString());
        }
        return new SettingSources(flags, System.getenv(), true);
    }

    /** Folder of the server's data, absolute. */
    public Path dataDir() {
        return sources().dataDir();
    }

    /**
     * The settings of a server with some roles.
     *
     * @throws CliException listing all that is wrong
     */
    public LaunchSettings settings(List<String> roles) {
        return settings(sources(), roles);
    }

    /** The settings from other sources. */
    static LaunchSettings settings(SettingSources sources, List<String> roles) {
        try {
            return LaunchSettings.read(sources, roles, Machine.here());
        } catch (SettingsException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** All that is wrong with the settings of a server here. */
    List<String> problems() {
        return LaunchSettings.problems(sources(), Machine.here());
    }

    /** Port of a role. */
    public int port(Role role) {
        LaunchSettings settings = settings(List.of());
        Integer port = settings.ports().get(role);
        return port == null ? role.defaultPort() + settings.process().portOffset() : port;
    }

    /** Address of a role on this machine. */
    public String url(Role role) {
        return url(port(role));
    }

    /** Address of a port of the server on this machine. */
    public String url(int port) {
        return "http://" + settings(List.of()).access().localHost() + ":" + port;
    }

    /** A role's port, and who a command is to it. */
    SampleServer.Door door(Role role) {
        return new SampleServer.Door(url(role), caller(role));
    }

    /** Who a command is to a role's port. */
    public Caller caller(Role role) {
        return caller(port(role));
    }

    /**
     * Who a command is to a port: whose key stands in {@code TRUENOW_API_KEY}, else who may read the secret that the server of the data folder
     * left there, which is sent to that server's ports and to no others.
     */
    public Caller caller(int port) {
        String key = sources().environment().get("TRUENOW_API_KEY");
        if (key != null && !key.isBlank()) {
            return new Caller(key.strip());
        }
        DataFolder folder = new DataFolder(dataDir());
        return RunState.read(folder)
                .filter(state -> state.process().isPresent() && state.ports().containsValue(port))
                .flatMap(state -> LocalSecret.read(folder.localSecretFile()))
                .map(Caller::new)
                .orElse(Caller.UNKNOWN);
    }
}
