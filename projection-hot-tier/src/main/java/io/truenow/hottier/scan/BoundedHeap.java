package io.truenow.hottier.scan;

import java.util.Arrays;

/** The first rows of an order, the last of them on top. Not thread-safe. */
final class BoundedHeap {

    private final int capacity;
    private final IntOrder order;
    private int[] heap;
    private int size;

    BoundedHeap(int capacity, IntOrder order) {
        this.capacity = capacity;
        this.order = order;
        this.heap = new int[Math.min(capacity, 1024)];
    }

    /** Whether a row must drop out for one that comes. */
    boolean full() {
        return size == capacity;
    }

    /** The last of the rows kept. */
    int top() {
        return heap[0];
    }

    /**
     * Takes a row if it is among the first so far.
     *
     * @return the row that is not kept, or -1 if there is room
     */
    int replace(int row) {
        if (size < capacity) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, Math.min(capacity, size * 2));
            }
            heap[size] = row;
            up(size++);
            return -1;
        }
        if (capacity == 0 || order.compare(row, heap[0]) >= 0) {
            return row;
        }
        int dropped = heap[0];
        heap[0] = row;
        down();
        return dropped;
    }

    private void up(int from) {
        int at = from;
        while (at > 0 && order.compare(heap[at], heap[(at - 1) >> 1]) > 0) {
            swap(at, (at - 1) >> 1);
            at = (at - 1) >> 1;
        }
    }

    private void down() {
        int at = 0;
        while (true) {
            int last = at;
            for (int child = at * 2 + 1; child <= at * 2 + 2 && child < size; child++) {
                if (order.compare(heap[child], heap[last]) > 0) {
                    last = child;
                }
            }
            if (last == at) {
                return;
            }
            swap(at, last);
            at = last;
        }
    }

    private void swap(int a, int b) {
        int held = heap[a];
        heap[a] = heap[b];
        heap[b] = held;
    }

    /** The rows kept, in no order. */
    int[] rows() {
        return Arrays.copyOf(heap, size);
    }
}
