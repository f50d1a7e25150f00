package io.truenow.admin.port;

import org.jspecify.annotations.Nullable;

/** Makes doors to SQL, each for one caller: what comes through it is what that caller may see. Thread-safe. */
public interface SqlDoors {

    /**
     * A door for answers that are held.
     *
     * @param key API key that it presents; null for a caller without
     */
    SqlRunner runner(@Nullable String key);

    /** A door for long answers; the key as in {@link #runner}. */
    SqlExport export(@Nullable String key);
}
