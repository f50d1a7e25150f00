package io.truenow.hottier.segment;

import io.truenow.hottier.ids.IdPage;

/**
 * Ids and log positions of a segment's rows, kept in log order whatever the order of the rows.
 *
 * @param pages ids of {@code 1 << pageBits} ordinals each
 */
record Origins(int partition, Runs runs, IdPage[] pages, int pageBits) {

    IdPage page(int ordinal) {
        return pages[ordinal >>> pageBits];
    }

    int place(int ordinal) {
        return ordinal & (1 << pageBits) - 1;
    }

    /** The same without spare room, the ids in the form that takes the fewest bytes. */
    Origins compact() {
        IdPage[] compact = new IdPage[pages.length];
        for (int i = 0; i < compact.length; i++) {
            compact[i] = IdPage.compact(pages[i].slices());
        }
        return new Origins(partition, runs.trimmed(), compact, pageBits);
    }

    long heapBytes() {
        return runs.heapBytes() + idBytes();
    }

    /** Bytes of the ids alone. */
    long idBytes() {
        long bytes = 0;
        for (IdPage page : pages) {
            bytes += page.heapBytes();
        }
        return bytes;
    }
}
