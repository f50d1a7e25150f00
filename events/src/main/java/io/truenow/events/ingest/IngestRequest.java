package io.truenow.events.ingest;

import io.truenow.events.access.Principal;

/**
 * The well-formed events of one request.
 *
 * @param indexes per row of {@code events}, the position in the request as the client sent it (it skips refused events)
 * @param atomic all events or none: refused unless all pass and fit one log record
 */
public record IngestRequest(Principal principal, String requestId, EventColumns events, int[] indexes, boolean atomic) {

    /** Refuses impossible shapes. */
    public IngestRequest {
        if (indexes.length < events.rows()) {
            throw new IllegalArgumentException("Fewer indexes than events.");
        }
    }

    /** A request whose good events are taken without the bad ones. */
    public IngestRequest(Principal principal, String requestId, EventColumns events, int[] indexes) {
        this(principal, requestId, events, indexes, false);
    }
}
