package io.truenow.events.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of the server's configuration, or a proposal of one. Immutable.
 *
 * @param base epoch in force when it was proposed
 * @param restores epoch whose values it has again; null if it is no roll-back
 * @param changes that were proposed, by key; null for the usual value
 * @param values of every key that does not have its usual one; null while it is a proposal
 * @param committedMicros when it came into force, in microseconds; null while it is a proposal
 */
public record ConfigurationEpoch(
        long epoch,
        long base,
        @Nullable Long restores,
        Map<String, @Nullable Long> changes,
        @Nullable Map<String, Long> values,
        String proposedBy,
        long proposedMicros,
        @Nullable String committedBy,
        @Nullable Long committedMicros) {

    /** Where an epoch stands. */
    public enum Status {
        /** It may be committed. */
        PROPOSED,
        /** Another was committed since it was proposed; it is committed by force only. */
        OUTDATED,
        /** It is in force. */
        ACTIVE,
        /** It was in force. */
        EXPIRED
    }

    /** A proposal. */
    static ConfigurationEpoch of(ConfigurationProposed fact) {
        return new ConfigurationEpoch(
                fact.epoch(),
                fact.base(),
                null,
                fact.changes(),
                null,
                fact.requestedBy(),
                fact.proposedMicros(),
                null,
                null);
    }

    /** A roll-back. */
    static ConfigurationEpoch of(ConfigurationRolledBack fact, long base) {
        return new ConfigurationEpoch(
                fact.epoch(),
                base,
                fact.restores(),
                Map.of(),
                fact.values(),
                fact.requestedBy(),
                fact.rolledBackMicros(),
                fact.requestedBy(),
                fact.rolledBackMicros());
    }

    /** The proposal, committed. */
    ConfigurationEpoch with(ConfigurationCommitted fact) {
        return new ConfigurationEpoch(
                epoch,
                base,
                restores,
                changes,
                fact.values(),
                proposedBy,
                proposedMicros,
                fact.requestedBy(),
                fact.committedMicros());
    }

    /** Whether it is a proposal. */
    public boolean isOpen() {
        return values == null;
    }
}
