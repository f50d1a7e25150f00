package io.truenow.hottier.ids;

import io.truenow.events.ingest.ByteSlices;
import java.nio.charset.StandardCharsets;

/**
 * Event ids by number, up to 65,536 or as many as a batch has. Immutable by contract, so thread-safe. The ids come back byte by byte as
 * they went in, whatever form they are kept in.
 */
public sealed interface IdPage permits PlainIds, NumberedIds, PackedIds {

    /** Number of ids. */
    int size();

    /** Length of an id in bytes of UTF-8. */
    int length(int i);

    /** Writes an id to a place of an array, and gives its length; there is room. */
    int copy(int i, byte[] target, int at);

    /** Whether an id is these bytes. */
    boolean matches(int i, byte[] utf8, int from, int length);

    /** Bytes in memory. */
    long heapBytes();

    /** An id as text; allocates. */
    default String text(int i) {
        byte[] utf8 = new byte[length(i)];
        copy(i, utf8, 0);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** The ids one after the other, with where each begins. */
    default ByteSlices slices() {
        int size = size();
        int[] offsets = new int[size + 1];
        for (int i = 0; i < size; i++) {
            offsets[i + 1] = Math.addExact(offsets[i], length(i));
        }
        byte[] bytes = new byte[offsets[size]];
        for (int i = 0; i < size; i++) {
            copy(i, bytes, offsets[i]);
        }
        return new ByteSlices(bytes, offsets, size);
    }

    /** The ids as they are; a reader sees the first {@code ids.size()}, though the arrays may grow behind them. */
    static IdPage of(ByteSlices ids) {
        return new PlainIds(ids);
    }

    /** The ids in the form that takes the fewest bytes; takes time that grows with their bytes. */
    static IdPage compact(ByteSlices ids) {
        IdPage least = PlainIds.trimmed(ids);
        IdPage numbered = NumberedIds.of(ids);
        if (numbered != null && numbered.heapBytes() < least.heapBytes()) {
            return numbered;
        }
        IdPage packed = PackedIds.of(ids);
        return packed != null && packed.heapBytes() < least.heapBytes() ? packed : least;
    }
}
