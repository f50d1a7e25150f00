package io.truenow.command.config;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.truenow.events.config.ChangeConfiguration;
import io.truenow.events.config.CommitConfiguration;
import io.truenow.events.config.ConfigurationCommitted;
import io.truenow.events.config.ConfigurationEpoch;
import io.truenow.events.config.ConfigurationKey;
import io.truenow.events.config.ConfigurationProposed;
import io.truenow.events.config.ConfigurationRolledBack;
import io.truenow.events.config.ProposeConfiguration;
import io.truenow.events.config.RollBackConfiguration;
import io.truenow.events.config.ServerConfiguration;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The one configuration of the server: its epochs only grow, and what was in force once is never written again. Event-sourced; Axon
 * loads one instance per command.
 */
public class ConfigurationAggregate {

    @AggregateIdentifier
    private @Nullable String configuration;

    private ServerConfiguration known = ServerConfiguration.USUAL;

    /** For Axon. */
    protected ConfigurationAggregate() {}

    /**
     * Notes changes for a later commit.
     *
     * @throws TrueNowException {@code CHANGED_MEANWHILE}; {@code INVALID_VALUE} with a pointer to the key
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public ServerConfiguration handle(ProposeConfiguration command, MicroClock clock) {
        requireEpoch(command.expectedEpoch());
        requireLegal(command.changes());
        propose(command.configuration(), command.changes(), command.requestedBy(), clock.nowMicros());
        return known;
    }

    /**
     * Changes keys at once, all or none.
     *
     * @throws TrueNowException {@code CHANGED_MEANWHILE}; {@code INVALID_VALUE} with a pointer to the key
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public ServerConfiguration handle(ChangeConfiguration command, MicroClock clock) {
        requireEpoch(command.expectedEpoch());
        requireLegal(command.changes());
        long now = clock.nowMicros();
        propose(command.configuration(), command.changes(), command.requestedBy(), now);
        commit(command.configuration(), known.last(), command.changes(), command.requestedBy(), now);
        return known;
    }

    /**
     * Puts a proposal into force. If another epoch was committed since it was proposed, it takes force, and its changes then become an
     * epoch of their own, so that numbers only grow.
     *
     * @throws TrueNowException {@code NOT_FOUND} if it is not remembered; {@code INVALID_VALUE} if it was committed; {@code CHANGED_MEANWHILE}
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public ServerConfiguration handle(CommitConfiguration command, MicroClock clock) {
        ConfigurationEpoch proposal = known.find(command.epoch())
                .orElseThrow(() -> new TrueNowException(
                        ErrorCode.NOT_FOUND, "There is no proposal of the epoch [" + command.epoch() + "]."));
        if (!proposal.isOpen()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE, "The epoch [" + command.epoch() + "] is committed already.");
        }
        requireEpoch(command.expectedEpoch());
        requireLegal(proposal.changes());
        long now = clock.nowMicros();
        long epoch = proposal.epoch();
        if (proposal.base() != known.epoch()) {
            if (!command.force()) {
                throw new TrueNowException(
                        ErrorCode.CHANGED_MEANWHILE,
                        "The epoch [" + known.epoch() + "] was committed since this was proposed over ["
                                + proposal.base() + "].",
                        null,
                        "Propose it again, or commit it with force.",
                        null);
            }
            propose(command.configuration(), proposal.changes(), command.requestedBy(), now);
            epoch = known.last();
        }
        commit(command.configuration(), epoch, proposal.changes(), command.requestedBy(), now);
        return known;
    }

    /**
     * Puts the values before the epoch in force into force again.
     *
     * @throws TrueNowException {@code CHANGED_MEANWHILE}; {@code INVALID_VALUE} if nothing was committed
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public ServerConfiguration handle(RollBackConfiguration command, MicroClock clock) {
        requireEpoch(command.expectedEpoch());
        if (known.epoch() == ServerConfiguration.FIRST) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE, "There is nothing to roll back: the first epoch is in force.");
        }
        ConfigurationEpoch before = known.before().orElse(null);
        Map<String, Long> values = before == null || before.values() == null ? Map.of() : before.values();
        apply(new ConfigurationRolledBack(
                command.configuration(),
                known.last() + 1,
                before == null ? ServerConfiguration.FIRST : before.epoch(),
                values,
                command.requestedBy(),
                clock.nowMicros()));
        return known;
    }

    private void requireEpoch(@Nullable Long expected) {
        if (expected != null && expected != known.epoch()) {
            throw new TrueNowException(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The epoch in force is [" + known.epoch() + "], not [" + expected + "].");
        }
    }

    private static void requireLegal(Map<String, @Nullable Long> changes) {
        if (changes.isEmpty()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE, "There is nothing to change.", "", "Send values by key.", null);
        }
        changes.forEach((text, value) -> {
            ConfigurationKey key = ConfigurationKey.require(text);
            if (value != null) {
                key.require(value);
            }
        });
    }

    private void propose(String id, Map<String, @Nullable Long> changes, String by, long now) {
        apply(new ConfigurationProposed(id, known.last() + 1, known.epoch(), changes, by, now));
    }

    private void commit(String id, long epoch, Map<String, @Nullable Long> changes, String by, long now) {
        Map<String, Long> values = new TreeMap<>(known.values());
        changes.forEach((key, value) -> {
            if (value == null) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        });
        apply(new ConfigurationCommitted(id, epoch, values, by, now));
    }

    @EventSourcingHandler
    void on(ConfigurationProposed fact) {
        configuration = fact.configuration();
        known = known.with(fact);
    }

    @EventSourcingHandler
    void on(ConfigurationCommitted fact) {
        known = known.with(fact);
    }

    @EventSourcingHandler
    void on(ConfigurationRolledBack fact) {
        known = known.with(fact);
    }
}
