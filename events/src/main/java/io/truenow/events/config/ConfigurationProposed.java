package io.truenow.events.config;

import java.util.Map;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Fact: somebody proposed changes.
 *
 * @param configuration always {@link ServerConfiguration#ID}
 * @param epoch that it will be if it is committed
 * @param base epoch in force when it was proposed
 * @param changes values by key; null for the usual one
 */
@Revision("1")
public record ConfigurationProposed(
        String configuration,
        long epoch,
        long base,
        Map<String, @Nullable Long> changes,
        String requestedBy,
        long proposedMicros) {

    /** Copies the changes. */
    public ConfigurationProposed {
        changes = ConfigurationMaps.copy(changes);
    }
}
