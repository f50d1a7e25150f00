package io.truenow.hottier.ids;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.hottier.format.CorruptFileException;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Event ids by number, up to 65,536 or as many as a batch has. Immutable by contract, so thread-safe. The ids come back byte by byte as
 * they went in, whatever form they are kept in.
 */
public sealed interface IdPage permits PlainIds, NumberedIds, PackedIds, MappedIds {

    /** Kind of ids byte by byte. */
    int PLAIN = 0;

    /** Kind of {@link NumberedIds}. */
    int NUMBERED = 1;

    /** Kind of {@link PackedIds}. */
    int PACKED = 2;

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

    /** Number of the form that {@link #writeContent} writes. */
    default int kind() {
        return PLAIN;
    }

    /** Writes what {@link #readFrom} reads behind the kind. */
    default void writeContent(FrameWriter out) throws IOException {
        ByteSlices ids = slices();
        out.int32(ids.size());
        out.int32s(ids.offsets(), ids.size() + 1);
        out.bytes(ids.bytes(), 0, ids.offsets()[ids.size()]);
    }

    /** Writes the ids in the form that they have. */
    default void writeTo(FrameWriter out) throws IOException {
        out.int8(kind());
        writeContent(out);
    }

    /** Reads what {@link #writeTo} wrote. */
    static IdPage readFrom(FrameReader in) throws IOException {
        int kind = in.int8();
        return switch (kind) {
            case PLAIN -> of(readPlain(in));
            case NUMBERED -> NumberedIds.readContent(in);
            case PACKED -> PackedIds.readContent(in);
            default -> throw new CorruptFileException("Ids stand in the unknown form [" + kind + "].");
        };
    }

    /** Reads ids one after the other, as they stood without a kind before it was. */
    static ByteSlices readPlain(FrameReader in) throws IOException {
        int size = in.int32();
        int[] offsets = in.int32s(size + 1);
        return new ByteSlices(in.bytes(offsets[size]), offsets, size);
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
