package io.truenow.sql.tail;

import io.truenow.events.access.Principal;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to show.
 *
 * @param namespace whose events
 * @param table which of its tables; null for all
 * @param dimensions values that an event must have, by name
 * @param from {@code now}, {@code beginning}, or the id of the event to go on behind
 * @param perSecond most events a second; the others are counted; 0 for no bound
 */
public record TailRequest(
        Principal caller,
        String namespace,
        @Nullable String table,
        Map<String, String> dimensions,
        String from,
        int perSecond) {

    /** Behind what is in the log now. */
    public static final String NOW = "now";

    /** With the first event of the log. */
    public static final String BEGINNING = "beginning";

    /** Copies the map. */
    public TailRequest {
        dimensions = Map.copyOf(dimensions);
    }

    /** Whether a record is the caller's and of the tables that are asked for. */
    boolean wants(BatchHeader header) {
        return header.kind() == BatchKind.INSERT
                && caller.mayRead(header.table())
                && header.table().namespace().equals(namespace)
                && (table == null || header.table().table().equals(table));
    }
}
