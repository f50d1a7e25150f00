package io.truenow.command.port;

import io.truenow.events.ingest.EventBatchAccepted;
import java.util.List;

/** The data-plane event bus with the log behind it. Thread-safe. */
public interface DataPlaneLog {

    /**
     * Publishes facts, in order, and returns when each is acknowledged as durable or has failed. One {@link Append} per fact, in
     * order; after the first that is not {@link Append.Durable} the rest may be {@link Append.NotTried}.
     */
    List<Append> append(List<EventBatchAccepted> facts);

    /** What became of one fact. */
    sealed interface Append {

        /** The log acknowledged it. */
        record Durable(int partition, long offset) implements Append {}

        /** It is certainly not in the log. */
        record Refused(String reason) implements Append {}

        /** It may be in the log or not. */
        record Unknown(String reason) implements Append {}

        /** It was not sent. */
        record NotTried() implements Append {}
    }
}
