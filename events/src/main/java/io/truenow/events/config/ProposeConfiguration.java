package io.truenow.events.config;

import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Command: note changes that may be committed later. Answers the {@link ServerConfiguration}, whose newest epoch is the proposal.
 *
 * @param configuration always {@link ServerConfiguration#ID}
 * @param changes values by key; null for the usual one
 * @param expectedEpoch refused if another is in force; null for any
 */
public record ProposeConfiguration(
        @TargetAggregateIdentifier String configuration,
        Map<String, @Nullable Long> changes,
        @Nullable Long expectedEpoch,
        String requestedBy) {

    /** Copies the changes. */
    public ProposeConfiguration {
        changes = ConfigurationMaps.copy(changes);
    }
}
