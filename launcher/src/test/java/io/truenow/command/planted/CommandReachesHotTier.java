package io.truenow.command.planted;

import io.truenow.hottier.read.TimeRange;

/** Planted: the command side must not know the hot tier. */
public final class CommandReachesHotTier {
    TimeRange range = TimeRange.ALL;
}
