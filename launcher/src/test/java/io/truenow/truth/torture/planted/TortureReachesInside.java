package io.truenow.truth.torture.planted;

import io.truenow.events.ingest.EventBatch;
import org.jspecify.annotations.Nullable;

/** Planted: torture looks at the product from outside only. */
public final class TortureReachesInside {
    @Nullable
    EventBatch seen;
}
