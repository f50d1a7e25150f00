package io.truenow.hottier.scan;

import java.util.Arrays;

/** Hoare's selection with a median of three, which falls back to sorting when the pivots are bad. */
final class Quickselect {

    private static final int SMALL = 48;

    private Quickselect() {}

    /** Puts the value of rank {@code k} of {@code [from, to)} to index {@code k}, smaller ones before it, larger ones behind. */
    static double select(double[] values, int from, int to, int k) {
        int low = from;
        int high = to - 1;
        int budget = 2 * (64 - Long.numberOfLeadingZeros(to - from)) + 8;
        while (high - low > SMALL) {
            if (budget-- == 0) {
                break;
            }
            double pivot = median(values[low], values[(low + high) >>> 1], values[high]);
            int left = low;
            int right = high;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    double swap = values[left];
                    values[left++] = values[right];
                    values[right--] = swap;
                }
            }
            if (k <= right) {
                high = right;
            } else if (k >= left) {
                low = left;
            } else {
                return values[k];
            }
        }
        Arrays.sort(values, low, high + 1);
        return values[k];
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
