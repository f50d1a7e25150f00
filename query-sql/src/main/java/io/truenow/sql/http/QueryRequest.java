package io.truenow.sql.http;

import io.truenow.sql.type.Widths.Width;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request of {@code /v1/query}. Both ends of the range belong to it.
 *
 * @param filters dimension to value, all of which must be equal; null asks for events without the dimension
 * @param interval width of the buckets of a series; null for one row per group over the whole range
 */
record QueryRequest(
        String namespace,
        String table,
        long startMicros,
        long endMicros,
        Map<String, @Nullable String> filters,
        List<String> groupBy,
        @Nullable Aggregate aggregate,
        @Nullable String metric,
        @Nullable Width interval) {

    /** What {@code value} of a row is. */
    enum Aggregate {
        SUM,
        AVG,
        MIN,
        MAX,
        COUNT
    }

    QueryRequest {
        filters = java.util.Collections.unmodifiableMap(new TreeMap<>(filters));
        groupBy = List.copyOf(groupBy);
    }
}
