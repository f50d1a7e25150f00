package io.truenow.bench.ingest;

import io.truenow.bench.replay.Replayed;

/**
 * One load into one fresh table.
 *
 * @param table its number
 * @param replayed what the client saw
 * @param visibleSeconds from the last acknowledgement until a query counted every event
 * @param coreSeconds time that the server took of the cores, until all was visible
 * @param problem why the round does not count; empty if every acknowledged event is there, once, with its revenue
 */
public record Round(int table, Replayed replayed, double visibleSeconds, double coreSeconds, String problem) {

    /** Microseconds of core time an event. */
    public double coreMicros() {
        return coreSeconds * 1e6 / replayed.events();
    }
}
