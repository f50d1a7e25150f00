package io.truenow.events.config;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Command: put a proposal into force. Answers the {@link ServerConfiguration}.
 *
 * @param configuration always {@link ServerConfiguration#ID}
 * @param epoch of the proposal
 * @param force whether its changes are proposed anew if another epoch was committed since, instead of refused
 * @param expectedEpoch refused if another is in force; null for any
 */
public record CommitConfiguration(
        @TargetAggregateIdentifier String configuration,
        long epoch,
        boolean force,
        @Nullable Long expectedEpoch,
        String requestedBy) {}
