package io.truenow.command.limit;

/**
 * What the rate limits leave to a caller now: the level of which least is left.
 *
 * @param limit most events that the level lets through at once
 * @param remaining events that it lets through now
 * @param resetSeconds until it lets through {@code limit} again, rounded up
 */
public record LimitStanding(long limit, long remaining, long resetSeconds) {}
