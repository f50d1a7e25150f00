package io.truenow.launcher.assembly;

import io.truenow.admin.port.SettingsControl;
import io.truenow.command.config.Configurations;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.config.ServerConfiguration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The console's people see and change the configuration by the rules of its routes. */
record ConsoleServerSettings(Configurations configurations) implements SettingsControl {

    @Override
    public ServerConfiguration now(Principal caller) {
        caller.require(Permission.READ_SERVER);
        return configurations.now();
    }

    @Override
    public ServerConfiguration change(Principal caller, Map<String, @Nullable Long> changes, long expectedEpoch) {
        caller.requireServer();
        return configurations.change(caller, changes, expectedEpoch);
    }

    @Override
    public ServerConfiguration rollBack(Principal caller, long expectedEpoch) {
        caller.requireServer();
        return configurations.rollBack(caller, expectedEpoch);
    }
}
