package io.truenow.hottier.read;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Order of values and of rows of an answer. */
final class ReferenceOrder {

    private ReferenceOrder() {}

    /** Text by code point, numbers by size; -0.0 equals 0.0. */
    static int compareValues(Object left, Object right) {
        if (left instanceof String text) {
            return Arrays.compare(
                    text.codePoints().toArray(), ((String) right).codePoints().toArray());
        }
        if (left instanceof Long number) {
            return number.compareTo((Long) right);
        }
        return Double.compare((Double) left + 0.0, (Double) right + 0.0);
    }

    private static int compareNullable(@Nullable Object left, @Nullable Object right, SortKey key) {
        if (left == null || right == null) {
            int nullFirst = Boolean.compare(left != null, right != null);
            return key.nullsFirst() ? nullFirst : -nullFirst;
        }
        int order = compareValues(left, right);
        return key.descending() ? -order : order;
    }

    /** By the request's order. */
    static Comparator<@Nullable Object[]> by(List<SortKey> order) {
        return (left, right) -> {
            for (SortKey key : order) {
                int result = compareNullable(left[key.column()], right[key.column()], key);
                if (result != 0) {
                    return result;
                }
            }
            return 0;
        };
    }

    /** By the first columns, ascending, nulls last: what decides between groups that the order leaves equal. */
    static Comparator<@Nullable Object[]> byKeys(int keys) {
        List<SortKey> order = java.util.stream.IntStream.range(0, keys)
                .mapToObj(column -> new SortKey(column, false, false))
                .toList();
        return by(order);
    }

    /** Skips and cuts. */
    static List<@Nullable Object[]> page(List<@Nullable Object[]> rows, long offset, long limit) {
        return rows.stream().skip(offset).limit(limit).toList();
    }

    /** Rows as columns of the given types. */
    static ValueBlock block(List<@Nullable Object[]> rows, List<ValueType> types) {
        List<ValueColumn> columns = new java.util.ArrayList<>();
        for (int column = 0; column < types.size(); column++) {
            columns.add(column(rows, column, types.get(column)));
        }
        return new ValueBlock(rows.size(), columns);
    }

    private static ValueColumn column(List<@Nullable Object[]> rows, int column, ValueType type) {
        boolean[] nulls = new boolean[rows.size()];
        for (int row = 0; row < nulls.length; row++) {
            nulls[row] = rows.get(row)[column] == null;
        }
        return switch (type) {
            case TEXT ->
                new ValueColumn.Texts(
                        rows.stream().map(row -> (String) row[column]).toArray(String[]::new));
            case LONG ->
                new ValueColumn.Longs(
                        rows.stream()
                                .mapToLong(row -> (Long) Objects.requireNonNullElse(row[column], 0L))
                                .toArray(),
                        nulls);
            case DOUBLE ->
                new ValueColumn.Doubles(
                        rows.stream()
                                .mapToDouble(row -> (Double) Objects.requireNonNullElse(row[column], 0.0))
                                .toArray(),
                        nulls);
        };
    }
}
