package io.truenow.hottier.segment;

import io.truenow.events.ingest.ByteSlices;

/**
 * Ids and log positions of a segment's rows, kept in log order whatever the order of the rows.
 *
 * @param pages ids of {@code 1 << pageBits} ordinals each
 */
record Origins(int partition, Runs runs, ByteSlices[] pages, int pageBits) {

    ByteSlices page(int ordinal) {
        return pages[ordinal >>> pageBits];
    }

    int place(int ordinal) {
        return ordinal & (1 << pageBits) - 1;
    }

    long heapBytes() {
        long bytes = runs.heapBytes();
        for (ByteSlices page : pages) {
            bytes += page.bytes().length + page.offsets().length * 4L + 56;
        }
        return bytes;
    }
}
