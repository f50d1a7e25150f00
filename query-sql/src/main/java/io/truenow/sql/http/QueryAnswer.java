package io.truenow.sql.http;

import java.util.List;

/**
 * What {@code /v1/query} answers, before it is JSON. Immutable.
 *
 * @param rows by timestamp, then by group
 * @param truncated whether rows beyond the limit were cut
 * @param sparse whether a series lacks its buckets without events, because it would be longer than the limit with them
 * @param scanned rows whose filter was evaluated; 0 for an answer that was kept
 * @param incompleteBeforeMicros event time before which asked rows have left memory; {@link Long#MIN_VALUE} if none has
 */
record QueryAnswer(List<QueryRow> rows, boolean truncated, boolean sparse, long scanned, long incompleteBeforeMicros) {

    static final QueryAnswer EMPTY = new QueryAnswer(List.of(), false, false, 0, Long.MIN_VALUE);

    QueryAnswer {
        rows = List.copyOf(rows);
    }
}
