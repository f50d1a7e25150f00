package io.truenow.hottier.read;

/**
 * One key of an order.
 *
 * @param column index of the output column: keys first, then aggregations; for rows, the selected fields
 */
public record SortKey(int column, boolean descending, boolean nullsFirst) {}
