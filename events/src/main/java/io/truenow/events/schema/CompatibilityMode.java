package io.truenow.events.schema;

import java.util.Locale;
import java.util.Optional;

/** What a new version of a schema owes to the version before it. */
public enum CompatibilityMode {
    /** Data that is valid under the old version stays valid under the new one. */
    BACKWARD,
    /** Data that is valid under the new version is valid under the old one. */
    FORWARD,
    /** Both. */
    FULL,
    /** Nothing. */
    NONE;

    /** The mode of that name in any case, or nothing if there is none. */
    public static Optional<CompatibilityMode> named(String anyCase) {
        String name = anyCase.toUpperCase(Locale.ROOT);
        for (CompatibilityMode mode : values()) {
            if (mode.name().equals(name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
