package io.truenow.hottier.scan;

/** Stable sort of numbers of rows by an order, without boxing them. */
final class MergeSort {

    private static final int SMALL = 12;

    private MergeSort() {}

    /** A sorted copy. */
    static int[] sort(int[] rows, IntOrder order) {
        int[] result = rows.clone();
        sort(rows.clone(), result, 0, rows.length, order);
        return result;
    }

    private static void sort(int[] source, int[] target, int from, int to, IntOrder order) {
        if (to - from <= SMALL) {
            insertion(target, from, to, order);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(target, source, from, middle, order);
        sort(target, source, middle, to, order);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || left < middle && order.compare(source[left], source[right]) <= 0;
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }

    private static void insertion(int[] rows, int from, int to, IntOrder order) {
        for (int i = from + 1; i < to; i++) {
            int row = rows[i];
            int at = i;
            while (at > from && order.compare(row, rows[at - 1]) < 0) {
                rows[at] = rows[at - 1];
                at--;
            }
            rows[at] = row;
        }
    }
}
