package io.truenow.hottier.scan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.SortKey;
import java.util.Arrays;
import java.util.List;

/** Order of numbered rows by output columns. */
final class RowOrder {

    private final List<? extends OutputColumn> columns;
    private final SortKey[] keys;

    RowOrder(List<? extends OutputColumn> columns, List<SortKey> keys) {
        this.columns = columns;
        this.keys = keys.toArray(new SortKey[0]);
        for (SortKey key : keys) {
            if (key.column() < 0 || key.column() >= columns.size()) {
                throw new TrueNowException(
                        ErrorCode.INVALID_QUERY, "There is no output column [" + key.column() + "] to order by.");
            }
        }
    }

    int compare(int left, int right) {
        for (SortKey key : keys) {
            OutputColumn column = columns.get(key.column());
            boolean leftNull = column.isNull(left);
            boolean rightNull = column.isNull(right);
            int order;
            if (leftNull || rightNull) {
                order = Boolean.compare(rightNull, leftNull);
                order = key.nullsFirst() ? order : -order;
            } else {
                order = column.compare(left, right);
                order = key.descending() ? -order : order;
            }
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The first {@code count} of the rows, in order: a bounded heap when few are wanted, a merge sort else. */
    int[] first(int[] rows, long count) {
        if (count >= rows.length / 4) {
            int[] sorted = MergeSort.sort(rows, this::compare);
            return count >= sorted.length ? sorted : Arrays.copyOf(sorted, (int) count);
        }
        BoundedHeap heap = new BoundedHeap((int) count, this::compare);
        for (int row : rows) {
            heap.replace(row);
        }
        return MergeSort.sort(heap.rows(), this::compare);
    }
}
