package io.truenow.truth.torture;

/**
 * The contents of all events of a run.
 *
 * @param seed seed of the run
 * @param baseMicros event time of round 0
 */
record Contents(long seed, long baseMicros) {

    /** Contents that an event may have. */
    static final int VERSIONS = 2;

    /** The content of an event. */
    EventContent of(EventId id, int version) {
        return EventContent.of(seed, baseMicros, id, version);
    }
}
