package io.truenow.events.ingest;

import io.truenow.events.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer to {@link IngestBatch}: per request, in order, what became of it. Given only after the log has answered. */
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
     * @param failure why events that were not refused are not all known to be durable; null if they are
     */
    public record RequestOutcome(
            int accepted,
            List<Rejection> rejections,
            List<LogPosition> positions,
            @Nullable Long watermarkMicros,
            @Nullable Failure failure) {

        /** Copies the lists. */
        public RequestOutcome {
            rejections = List.copyOf(rejections);
            positions = List.copyOf(positions);
        }

        /** Every event that was not refused is durable. */
        public RequestOutcome(
                int accepted, List<Rejection> rejections, List<LogPosition> positions, @Nullable Long watermarkMicros) {
            this(accepted, rejections, positions, watermarkMicros, null);
        }
    }

    /**
     * Why a request is not durable as a whole.
     *
     * @param code {@code UNKNOWN_OUTCOME} if some of it may be or is in the log, else why certainly nothing of it is
     * @param durableIndexes positions in the request of the events that are known durable, ascending
     */
    public record Failure(ErrorCode code, String message, int[] durableIndexes) {}
}
