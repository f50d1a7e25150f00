package io.truenow.hottier.read;

import java.util.List;
import java.util.UUID;

/**
 * An aggregation over one table. Without keys the answer has exactly one row, even over no event.
 *
 * @param order empty for any order
 * @param offset rows to leave out first
 * @param limit most rows of the answer; {@link Long#MAX_VALUE} for all
 */
public record AggregateRequest(
        UUID tableId,
        TimeRange range,
        Predicate filter,
        List<GroupKey> keys,
        List<Aggregation> aggregations,
        List<SortKey> order,
        long offset,
        long limit) {

    /** Copies the lists. */
    public AggregateRequest {
        keys = List.copyOf(keys);
        aggregations = List.copyOf(aggregations);
        order = List.copyOf(order);
    }
}
