package io.truenow.events.ingest;

import io.truenow.events.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Why one event of a request was refused.
 *
 * @param index position of the event in its request, from 0
 * @param eventId its id, if it has one
 * @param pointer JSON pointer to the offending field, if there is one
 */
public record Rejection(
        int index,
        @Nullable String eventId,
        ErrorCode code,
        String message,
        @Nullable String pointer,
        @Nullable String hint) {}
