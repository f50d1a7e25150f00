package io.truenow.hottier.segment;

import io.truenow.events.ingest.ByteSlices;
import java.util.Arrays;

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

    /** The same without spare room. */
    Origins trimmed() {
        ByteSlices[] cut = new ByteSlices[pages.length];
        for (int i = 0; i < cut.length; i++) {
            int size = pages[i].size();
            int[] offsets = Arrays.copyOf(pages[i].offsets(), size + 1);
            cut[i] = new ByteSlices(Arrays.copyOf(pages[i].bytes(), offsets[size]), offsets, size);
        }
        return new Origins(partition, runs.trimmed(), cut, pageBits);
    }

    long heapBytes() {
        return runs.heapBytes() + idBytes();
    }

    /** Bytes of the ids alone. */
    long idBytes() {
        long bytes = 0;
        for (ByteSlices page : pages) {
            bytes += page.bytes().length + page.offsets().length * 4L + 56;
        }
        return bytes;
    }
}
