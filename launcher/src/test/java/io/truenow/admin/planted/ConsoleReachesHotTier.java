package io.truenow.admin.planted;

import io.truenow.hottier.read.TimeRange;

/** Planted: the console talks through gateways and JDBC. */
public final class ConsoleReachesHotTier {
    TimeRange range = TimeRange.ALL;
}
