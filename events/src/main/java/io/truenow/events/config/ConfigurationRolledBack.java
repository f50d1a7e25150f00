package io.truenow.events.config;

import java.util.Map;
import org.axonframework.serialization.Revision;

/**
 * Fact: the values of an earlier epoch are in force again, as a new one.
 *
 * @param configuration always {@link ServerConfiguration#ID}
 * @param epoch the new one
 * @param restores the epoch whose values they are
 * @param values of every key that does not have its usual one
 */
@Revision("1")
public record ConfigurationRolledBack(
        String configuration,
        long epoch,
        long restores,
        Map<String, Long> values,
        String requestedBy,
        long rolledBackMicros) {

    /** Copies the values. */
    public ConfigurationRolledBack {
        values = ConfigurationMaps.copy(values);
    }
}
