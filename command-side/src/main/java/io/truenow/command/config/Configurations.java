package io.truenow.command.config;

import io.truenow.command.control.ControlCommands;
import io.truenow.events.access.Principal;
import io.truenow.events.config.ChangeConfiguration;
import io.truenow.events.config.CommitConfiguration;
import io.truenow.events.config.ConfigurationEpoch;
import io.truenow.events.config.ProposeConfiguration;
import io.truenow.events.config.RollBackConfiguration;
import io.truenow.events.config.ServerConfiguration;
import io.truenow.events.error.TrueNowException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server's configuration: administrators of the first tenant change it, since it holds for all. Every change throws
 * {@link TrueNowException} {@code FORBIDDEN}, {@code CHANGED_MEANWHILE} or {@code CATALOG_UNAVAILABLE} beside what its method names. Thread-safe.
 */
public final class Configurations {

    private final ConfigurationDirectory directory;
    private final ControlCommands commands;

    /** Over the one configuration. */
    public Configurations(ConfigurationDirectory directory, ControlCommands commands) {
        this.directory = directory;
        this.commands = commands;
    }

    /** The configuration now. */
    public ServerConfiguration now() {
        return directory.now();
    }

    /**
     * The epochs that are remembered, newest first.
     *
     * @param before only those with a smaller number
     * @param limit at most so many
     */
    public List<ConfigurationEpoch> epochs(long before, int limit) {
        return now().epochs().stream()
                .filter(one -> one.epoch() < before)
                .limit(limit)
                .toList();
    }

    /**
     * Changes keys at once, all or none.
     *
     * @throws TrueNowException {@code INVALID_VALUE}
     */
    public ServerConfiguration change(
            Principal caller, Map<String, @Nullable Long> changes, @Nullable Long expectedEpoch) {
        caller.requireServer();
        return send(new ChangeConfiguration(ServerConfiguration.ID, changes, expectedEpoch, caller.name()));
    }

    /**
     * Notes changes for a later commit.
     *
     * @return with the proposal as the newest epoch
     * @throws TrueNowException {@code INVALID_VALUE}
     */
    public ServerConfiguration propose(
            Principal caller, Map<String, @Nullable Long> changes, @Nullable Long expectedEpoch) {
        caller.requireServer();
        return send(new ProposeConfiguration(ServerConfiguration.ID, changes, expectedEpoch, caller.name()));
    }

    /**
     * Puts a proposal into force.
     *
     * @throws TrueNowException {@code NOT_FOUND}; {@code INVALID_VALUE} if it is in force or was
     */
    public ServerConfiguration commit(Principal caller, long epoch, boolean force, @Nullable Long expectedEpoch) {
        caller.requireServer();
        return send(new CommitConfiguration(ServerConfiguration.ID, epoch, force, expectedEpoch, caller.name()));
    }

    /**
     * Puts the values before the epoch in force into force again.
     *
     * @throws TrueNowException {@code INVALID_VALUE} if nothing was committed
     */
    public ServerConfiguration rollBack(Principal caller, @Nullable Long expectedEpoch) {
        caller.requireServer();
        return send(new RollBackConfiguration(ServerConfiguration.ID, expectedEpoch, caller.name()));
    }

    private ServerConfiguration send(Object command) {
        ServerConfiguration configuration = commands.send(command, ServerConfiguration.class);
        directory.learn(configuration);
        return configuration;
    }
}
