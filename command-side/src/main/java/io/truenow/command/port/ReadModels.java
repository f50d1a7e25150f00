package io.truenow.command.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is made from the facts of the control plane, and how it is made again. Thread-safe. */
public interface ReadModels {

    /**
     * A processor of facts.
     *
     * @param position of the last fact that it has handled; null before the first
     * @param stored whether it can be made again; what is in memory is so at each start
     * @param reason why it does not go on; null if it does
     */
    record Processor(
            String name,
            int segment,
            @Nullable Long position,
            boolean caughtUp,
            boolean running,
            boolean stored,
            @Nullable String reason) {}

    /** The processors, by name. */
    List<Processor> processors();

    /**
     * Empties a read model and lets it be made again from every fact. Returns when that has begun.
     *
     * @throws io.truenow.events.error.TrueNowException {@code NOT_FOUND}; {@code INVALID_VALUE} if it stores nothing;
     *     {@code CATALOG_UNAVAILABLE}
     */
    void reset(String name);
}
