package io.truenow.events.config;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Command: give every key the value that it had before the epoch in force, in a new epoch. Answers the {@link ServerConfiguration}.
 *
 * @param configuration always {@link ServerConfiguration#ID}
 * @param expectedEpoch refused if another is in force; null for any
 */
public record RollBackConfiguration(
        @TargetAggregateIdentifier String configuration,
        @Nullable Long expectedEpoch,
        String requestedBy) {}
