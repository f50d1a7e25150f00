package io.truenow.command.config;

import io.truenow.command.catalog.CatalogProjection;
import io.truenow.events.config.ConfigurationCommitted;
import io.truenow.events.config.ConfigurationKey;
import io.truenow.events.config.ConfigurationProposed;
import io.truenow.events.config.ConfigurationRolledBack;
import io.truenow.events.config.ServerConfiguration;
import java.util.function.UnaryOperator;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;

/**
 * The server's configuration, in memory: the fold of the facts, and the answers of commands, whichever comes first. It has no state of its
 * own, so its processing group reads every fact again at each start; until then the usual values hold. Thread-safe; readers take no lock.
 */
@ProcessingGroup(CatalogProjection.GROUP)
public final class ConfigurationDirectory {

    private volatile ServerConfiguration known = ServerConfiguration.USUAL;

    /** The configuration now. */
    public ServerConfiguration now() {
        return known;
    }

    /** The value of a key now; one look-up, so that it can be asked for every request. */
    public int value(ConfigurationKey key) {
        return Math.toIntExact(now().value(key));
    }

    /** Changes were proposed. */
    @EventHandler
    public void on(ConfigurationProposed fact, @SequenceNumber long sequence) {
        next(sequence, configuration -> configuration.with(fact));
    }

    /** A proposal is in force. */
    @EventHandler
    public void on(ConfigurationCommitted fact, @SequenceNumber long sequence) {
        next(sequence, configuration -> configuration.with(fact));
    }

    /** Earlier values are in force again. */
    @EventHandler
    public void on(ConfigurationRolledBack fact, @SequenceNumber long sequence) {
        next(sequence, configuration -> configuration.with(fact));
    }

    /** A replay begins. */
    @ResetHandler
    public synchronized void reset() {
        known = ServerConfiguration.USUAL;
    }

    /** Learns the configuration, unless more of it is known. */
    synchronized void learn(ServerConfiguration configuration) {
        if (configuration.facts() > known.facts()) {
            known = configuration;
        }
    }

    private synchronized void next(long sequence, UnaryOperator<ServerConfiguration> fold) {
        if (known.facts() == sequence) {
            known = fold.apply(known);
        }
    }
}
