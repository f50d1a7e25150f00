package io.truenow.command.ingest;

import io.truenow.events.error.TrueNowException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a stream.
 *
 * @param tally of its events
 * @param durable position (see {@link EventBlocks#position()}) up to which everything is durable or was refused
 * @param failure why it ended early; null if all of it was read and every event is durable or was refused
 */
public record StreamOutcome(
        AnswerTally tally, long durable, @Nullable TrueNowException failure) {}
