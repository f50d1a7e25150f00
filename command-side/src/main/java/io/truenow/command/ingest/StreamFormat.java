package io.truenow.command.ingest;

import io.truenow.events.time.MicroClock;
import java.io.InputStream;

/** How the bytes of a body become blocks of events. */
@FunctionalInterface
public interface StreamFormat {

    /** Opens a body, unpacked. */
    EventBlocks open(IngestCall call, InputStream body, Means means);

    /**
     * What the door lends to a format.
     *
     * @param budget from which a format takes the bytes that it holds
     * @param clock for events that bring no time, and for times that are not believed
     * @param maxBlockEvents events of a block that the rate limits can let through at once
     */
    record Means(
            IngestSettings settings, ByteBudget budget, MicroClock clock, IngestMeters meters, int maxBlockEvents) {

        /** Without rate limits. */
        public Means(IngestSettings settings, ByteBudget budget, MicroClock clock, IngestMeters meters) {
            this(settings, budget, clock, meters, Integer.MAX_VALUE);
        }

        /** The rule for event times as of now. */
        public EventTimeRule times() {
            return new EventTimeRule(clock.nowMicros(), settings.event().maxAheadMicros(), false);
        }
    }
}
