package io.truenow.hottier.segment;

import java.util.function.IntToLongFunction;

/**
 * The order of rows by time, equal times as they came: merge sort from below over ordinals, which leaves alone what is in order, so
 * that nearly sorted rows cost little more than one look at each. {@code O(n log n)} at worst, 12 bytes a row while it runs.
 */
final class TimeOrder {

    private TimeOrder() {}

    /** Ordinals in order of their times. */
    static int[] of(int count, IntToLongFunction time) {
        long[] times = new long[count];
        int[] order = new int[count];
        boolean sorted = true;
        for (int i = 0; i < count; i++) {
            times[i] = time.applyAsLong(i);
            order[i] = i;
            sorted &= i == 0 || times[i - 1] <= times[i];
        }
        return sorted ? order : sort(order, times);
    }

    private static int[] sort(int[] ordinals, long[] times) {
        int[] from = ordinals;
        int[] to = new int[from.length];
        for (int width = 1; width < from.length && width > 0; width *= 2) {
            for (int start = 0; start < from.length; start += 2 * width) {
                int middle = Math.min(start + width, from.length);
                int end = (int) Math.min(start + 2L * width, from.length);
                merge(from, to, start, middle, end, times);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(int[] from, int[] to, int start, int middle, int end, long[] times) {
        if (middle == end || times[from[middle - 1]] <= times[from[middle]]) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            if (right >= end || left < middle && times[from[left]] <= times[from[right]]) {
                to[at] = from[left++];
            } else {
                to[at] = from[right++];
            }
        }
    }
}
