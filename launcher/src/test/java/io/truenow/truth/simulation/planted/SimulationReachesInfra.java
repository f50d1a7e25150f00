package io.truenow.truth.simulation.planted;

import io.truenow.infra.bus.KafkaLog;
import org.jspecify.annotations.Nullable;

/** Planted: simulation has its own log behind the port. */
public final class SimulationReachesInfra {
    @Nullable
    KafkaLog seen;
}
