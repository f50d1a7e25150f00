package io.truenow.admin.port;

import io.truenow.events.access.Principal;
import io.truenow.events.config.ServerConfiguration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server's configuration by epochs. Every method throws {@link io.truenow.events.error.TrueNowException} for what is refused, by the same
 * rules as the routes. Thread-safe; may wait.
 */
public interface SettingsControl {

    /** The configuration now, with its epochs, newest first. */
    ServerConfiguration now(Principal caller);

    /**
     * Changes keys at once, all or none.
     *
     * @param changes values by key; null for the usual one
     * @param expectedEpoch refused if another is in force by then
     */
    ServerConfiguration change(Principal caller, Map<String, @Nullable Long> changes, long expectedEpoch);

    /** Puts the values before the epoch in force into force again; refused if another is in force by then. */
    ServerConfiguration rollBack(Principal caller, long expectedEpoch);
}
