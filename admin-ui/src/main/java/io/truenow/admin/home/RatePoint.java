package io.truenow.admin.home;

import org.jspecify.annotations.Nullable;

/**
 * One second of the chart.
 *
 * @param millis moment, milliseconds since 1970 (what charts in browsers count in)
 * @param rate events a second, or null for a gap
 */
public record RatePoint(long millis, @Nullable Double rate) {}
