package io.truenow.launcher.role;

import java.util.Map;

/**
 * How a role is.
 *
 * @param state {@code healthy}, {@code degraded} or {@code unhealthy}
 * @param components what it needs, by name, each {@code ok} or a sentence that says what is wrong
 */
public record RoleHealth(String state, Map<String, String> components) {

    /** The health that follows from the components: all ok is healthy. */
    public static RoleHealth of(Map<String, String> components) {
        boolean ok = components.values().stream().allMatch("ok"::equals);
        return new RoleHealth(ok ? "healthy" : "unhealthy", components);
    }
}
