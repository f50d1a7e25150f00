package io.truenow.launcher.assembly;

import io.truenow.events.access.Principal;
import java.util.Map;

/** What the hot tier's {@code /stats} says; a type of its own, so that it is found by type. */
@FunctionalInterface
public interface HotTierStatistics {

    /** The figures now, by name, with the tables that the caller sees. */
    Map<String, Object> now(Principal caller);
}
