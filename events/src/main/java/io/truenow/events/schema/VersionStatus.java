package io.truenow.events.schema;

import java.util.Locale;

/** Whether a version of a schema is in use. */
public enum VersionStatus {
    ACTIVE,
    /** Nothing new should use it. */
    DEPRECATED;

    /** Name at the edges, in small letters. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
