package io.truenow.command.ingest.line;

import java.util.Arrays;

/** The pairs of a point by name, in the order of bytes. Clients mostly send them sorted, so insertion is cheap. Not thread-safe. */
final class PairOrder {

    private int[] order = new int[16];
    private int duplicate;

    /** Sorts; the order is valid until the next call. */
    void sort(Point.Pairs pairs, byte[] text) {
        if (order.length < pairs.size()) {
            order = new int[pairs.size() * 2];
        }
        duplicate = -1;
        for (int i = 0; i < pairs.size(); i++) {
            int place = i;
            int comparison = 1;
            while (place > 0 && (comparison = compare(pairs, i, pairs, order[place - 1], text)) < 0) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = i;
            if (place > 0 && comparison == 0) {
                duplicate = i;
            }
        }
    }

    /** The pair at a place in the order. */
    int at(int place) {
        return order[place];
    }

    /** A pair whose name an earlier one has; -1 if there is none. */
    int duplicate() {
        return duplicate;
    }

    /** Compares the names of two pairs of one point. */
    static int compare(Point.Pairs a, int i, Point.Pairs b, int j, byte[] text) {
        return Arrays.compareUnsigned(
                text,
                a.nameFrom(i),
                a.nameFrom(i) + a.nameLength(i),
                text,
                b.nameFrom(j),
                b.nameFrom(j) + b.nameLength(j));
    }
}
