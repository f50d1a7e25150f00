package io.truenow.hottier.scan;

/** Order of numbers of rows. */
@FunctionalInterface
interface IntOrder {

    /** Negative if the left row comes first, positive if the right one does. */
    int compare(int left, int right);
}
