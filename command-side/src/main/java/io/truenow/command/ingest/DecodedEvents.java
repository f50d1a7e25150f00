package io.truenow.command.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body, or a block of NDJSON, as columns.
 *
 * @param single whether the body was one event and not a list
 * @param list JSON pointer of the list of events; null for one event and for lines
 * @param received events that it holds
 * @param parts good events by table
 * @param rejections refused events, as many as an answer lists
 * @param rejected number of refused events
 */
public record DecodedEvents(
        boolean single,
        @Nullable String list,
        int received,
        List<Part> parts,
        List<Rejection> rejections,
        int rejected) {

    /** Events of one table; {@code indexes} gives per row the position in the request. */
    public record Part(TableRef table, EventColumns events, int[] indexes) {}
}
