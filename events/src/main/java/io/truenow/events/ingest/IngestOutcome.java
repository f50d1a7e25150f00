package io.truenow.events.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer to {@link IngestBatch}: per request, in order, what became of it. Given only after the log has acknowledged. */
public record IngestOutcome(List<RequestOutcome> requests) {

    /** Copies the list. */
    public IngestOutcome {
        requests = List.copyOf(requests);
    }

    /**
     * What became of one request.
     *
     * @param accepted number of events that are durable
     * @param rejections events that the handler refused
     * @param positions position of the first event of each log record that holds events of the request
     * @param watermarkMicros event time up to which the table is believed complete, as last known; null before the first
     */
    public record RequestOutcome(
            int accepted,
            List<Rejection> rejections,
            List<LogPosition> positions,
            @Nullable Long watermarkMicros) {

        /** Copies the lists. */
        public RequestOutcome {
            rejections = List.copyOf(rejections);
            positions = List.copyOf(positions);
        }
    }
}
