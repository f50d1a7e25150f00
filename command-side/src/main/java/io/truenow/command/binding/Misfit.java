package io.truenow.command.binding;

import io.truenow.events.error.ErrorCode;

/**
 * What keeps an event out of its table.
 *
 * @param row in its batch
 * @param path reference tokens below the event, escaped, without a leading slash; empty for the event itself
 * @param hint what to send instead
 */
public record Misfit(int row, ErrorCode code, String message, String path, String hint) {}
