package io.truenow.events.config;

import java.util.Map;
import org.axonframework.serialization.Revision;

/**
 * Fact: a proposal is in force.
 *
 * @param configuration always {@link ServerConfiguration#ID}
 * @param epoch of the proposal
 * @param values of every key that does not have its usual one
 */
@Revision("1")
public record ConfigurationCommitted(
        String configuration, long epoch, Map<String, Long> values, String requestedBy, long committedMicros) {

    /** Copies the values. */
    public ConfigurationCommitted {
        values = ConfigurationMaps.copy(values);
    }
}
