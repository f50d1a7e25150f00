package io.truenow.truth.torture;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers that the product is pointed at instead of its embedded ones.
 *
 * @param kafka the log
 * @param postgres the catalogue
 * @param redis the shared cache; empty for none
 * @param environment the settings that name them
 */
public record OutsideParts(
        PartProcess kafka, PartProcess postgres, Optional<PartProcess> redis, Map<String, String> environment)
        implements AutoCloseable {

    /** Copies the settings. */
    public OutsideParts {
        environment = Map.copyOf(environment);
    }

    /** Starts all of them and returns when they are ready. */
    public void start() {
        List<PartProcess> all = all();
        all.forEach(PartProcess::begin);
        all.forEach(PartProcess::awaitReady);
    }

    private List<PartProcess> all() {
        return redis.map(cache -> List.of(kafka, postgres, cache)).orElse(List.of(kafka, postgres));
    }

    /** Ends all of them. */
    @Override
    public void close() {
        all().forEach(PartProcess::close);
    }
}
