package io.truenow.events.ingest;

import io.truenow.events.access.Principal;

/**
 * The well-formed events of one request.
 *
 * @param indexes per row of {@code events}, the position in the request as the client sent it (it skips refused events)
 */
public record IngestRequest(Principal principal, String requestId, EventColumns events, int[] indexes) {

    /** Refuses impossible shapes. */
    public IngestRequest {
        if (indexes.length < events.rows()) {
            throw new IllegalArgumentException("Fewer indexes than events.");
        }
    }
}
