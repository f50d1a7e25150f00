package io.truenow.sql.http;

import io.truenow.sql.type.Widths.Width;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request of {@code /v1/query}. Both ends of the range belong to it.
 *
 * @param filters dimension to value, all of which must be equal; null asks for events without the dimension
 * @param dear which of the figures that need each value of the metric are wanted
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
        Set<Dear> dear,
        @Nullable Width interval) {

    /** What {@code value} of a row is. */
    enum Aggregate {
        SUM,
        AVG,
        MIN,
        MAX,
        COUNT
    }

    /** Figures that cost far more than the others, because they need each single value; by their names in a row. */
    enum Dear {
        UNIQUE_COUNT,
        P50,
        P95,
        P99;

        /** Name in requests and rows. */
        String field() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    QueryRequest {
        dear = dear.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(dear));
        filters = Collections.unmodifiableMap(new TreeMap<>(filters));
        groupBy = List.copyOf(groupBy);
    }
}
