package io.truenow.events.config;

import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Command: propose changes and commit them at once, all or none. Answers the {@link ServerConfiguration}.
 *
 * @param configuration always {@link ServerConfiguration#ID}
 * @param changes values by key; null for the usual one
 * @param expectedEpoch refused if another is in force; null for any
 */
public record ChangeConfiguration(
        @TargetAggregateIdentifier String configuration,
        Map<String, @Nullable Long> changes,
        @Nullable Long expectedEpoch,
        String requestedBy) {

    /** Copies the changes. */
    public ChangeConfiguration {
        changes = ConfigurationMaps.copy(changes);
    }
}
