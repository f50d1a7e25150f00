package io.truenow.launcher.assembly;

import java.util.Map;

/** Whether the whole server answers queries, and if not, why. Thread-safe. */
public interface Readiness {

    /** Components by name, each {@code ok} or a sentence. */
    Map<String, String> components();

    /** Whether every component is ok. */
    default boolean ready() {
        return components().values().stream().allMatch("ok"::equals);
    }
}
