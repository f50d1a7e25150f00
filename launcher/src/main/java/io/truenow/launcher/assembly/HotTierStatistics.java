package io.truenow.launcher.assembly;

import java.util.Map;

/** What the hot tier's {@code /stats} says; a type of its own, so that it is found by type. */
@FunctionalInterface
public interface HotTierStatistics {

    /** The figures now, by name. */
    Map<String, Object> now();
}
