package io.truenow.launcher.doctor;

import io.truenow.infra.embedded.LoopbackPort;
import io.truenow.infra.embedded.RunState;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.settings.LaunchSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks of the ports that a server takes. */
final class PortChecks {

    private PortChecks() {}

    /** @param running the server that runs on the data folder; empty for none */
    static List<Finding> all(LaunchSettings settings, Optional<RunState> running) {
        List<Finding> findings = new ArrayList<>();
        InetAddress address = InetAddress.ofLiteral(settings.access().bindAddress());
        new TreeMap<>(settings.ports()).forEach((role, port) -> findings.add(role(address, role, port, running)));
        Map<String, Integer> embedded = new TreeMap<>();
        if (settings.parts().log() == null) {
            embedded.put("TRUENOW_KAFKA_PORT", settings.embedded().kafkaPort());
            embedded.put("TRUENOW_KAFKA_CONTROLLER_PORT", settings.embedded().kafkaControllerPort());
        }
        if (settings.parts().database() == null) {
            embedded.put("TRUENOW_POSTGRES_PORT", settings.embedded().postgresPort());
        }
        embedded.forEach((setting, port) -> findings.add(embedded(setting, port, running.isPresent())));
        return findings;
    }

    private static Finding role(InetAddress address, Role role, int port, Optional<RunState> running) {
        boolean ours = running.map(state -> state.ports().get(role.title()))
                .filter(p -> p == port)
                .isPresent();
        String check = "port " + port;
        if (LoopbackPort.isFree(address, port)) {
            return ours
                    ? Finding.fail(
                            check,
                            "The server runs, but nothing listens for " + role.title() + ".",
                            "Restart the server.")
                    : Finding.ok(check, "Free for " + role.title() + ".");
        }
        return ours
                ? Finding.ok(check, "The server here: " + role.title() + ".")
                : taken(check, role.title(), role.portVariable());
    }

    private static Finding embedded(String setting, int port, boolean running) {
        String check = "port " + port;
        if (LoopbackPort.isFree(port)) {
            return Finding.ok(check, "Free (" + setting + ").");
        }
        return running
                ? Finding.ok(check, "Taken while the server here runs (" + setting + "); by whom was not asked.")
                : taken(check, "an embedded server", setting);
    }

    private static Finding taken(String check, String what, String setting) {
        return Finding.fail(
                check,
                "Another process has the port of " + what + ".",
                "End that process, set " + setting + ", or start with --port-offset.");
    }
}
