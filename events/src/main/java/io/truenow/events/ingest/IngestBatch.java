package io.truenow.events.ingest;

import io.truenow.events.catalog.TableRef;
import java.util.List;

/**
 * Command: take the events of one or more requests into one table. Answers {@link IngestOutcome}. The requests of a group share
 * the log's acknowledgement; each keeps its own principal, rejections and answer.
 */
public record IngestBatch(TableRef table, List<IngestRequest> requests) {

    /** Refuses impossible shapes. */
    public IngestBatch {
        requests = List.copyOf(requests);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("A command without a request.");
        }
        for (IngestRequest request : requests) {
            if (!request.principal().tenant().equals(table.tenant())) {
                throw new IllegalArgumentException("A request of another tenant.");
            }
        }
    }
}
