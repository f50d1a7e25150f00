package io.truenow.hottier.read;

import java.util.List;
import java.util.UUID;

/**
 * A selection of rows of one table.
 *
 * @param fields what to return per row; may be empty (then only the number of rows matters)
 * @param order over the selected fields; rows that it leaves equal come by shard and log position. Empty for any order: shard by shard,
 *     segments in log order, rows as they are stored (a sealed segment is sorted by time)
 * @param offset rows to leave out first
 * @param limit most rows; {@link Long#MAX_VALUE} for all
 */
public record RowsRequest(
        UUID tableId,
        TimeRange range,
        Predicate filter,
        List<Field> fields,
        List<SortKey> order,
        long offset,
        long limit) {

    /** Copies the lists. */
    public RowsRequest {
        fields = List.copyOf(fields);
        order = List.copyOf(order);
    }
}
