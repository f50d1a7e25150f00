package io.truenow.hottier;

import io.truenow.events.ingest.EventBatchAccepted;

/** A record of a log in memory. */
record LogRecord(EventBatchAccepted event, int partition, long offset, long appendTimeMicros) {

    void deliverTo(HotTier tier) {
        tier.projection().on(event, partition, offset, appendTimeMicros);
    }
}
