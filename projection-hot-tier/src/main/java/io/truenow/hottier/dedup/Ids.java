package io.truenow.hottier.dedup;

import io.truenow.events.ingest.ByteSlices;

/** Event ids in the order in which they first came, with their content hashes and append times. */
sealed interface Ids permits HeapIds, FileIds {

    /** Whether an id is these bytes, as the store tells. */
    boolean matches(IdMatching matching, int i, byte[] id, int from, int length);

    /** Length of an id in bytes. */
    int length(int i);

    /** Writes an id to the front of an array, which is long enough. */
    void copy(int i, byte[] target);

    /** All ids. */
    ByteSlices slices();

    /** Hash of the content of an id's event. */
    long contentHash(int i);

    /** When an id first came, in microseconds. */
    long appendTimeMicros(int i);

    /** Bytes of the heap. */
    long heapBytes();

    /** Bytes of the file that it stands in; 0 if it is on the heap. */
    long fileBytes();
}
