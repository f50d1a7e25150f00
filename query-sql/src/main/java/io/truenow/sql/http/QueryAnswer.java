package io.truenow.sql.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /v1/query} answers, before it is JSON. Immutable.
 *
 * @param incompleteBeforeMicros event time before which asked rows have left memory; {@link Long#MIN_VALUE} if none has
 * @param watermarkMicros the table's; null before its first event
 */
record QueryAnswer(
        List<QueryRow> rows,
        boolean truncated,
        long scanned,
        long incompleteBeforeMicros,
        @Nullable Long watermarkMicros) {

    static final QueryAnswer EMPTY = new QueryAnswer(List.of(), false, 0, Long.MIN_VALUE, null);

    QueryAnswer {
        rows = List.copyOf(rows);
    }
}
