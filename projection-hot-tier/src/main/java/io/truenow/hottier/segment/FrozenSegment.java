package io.truenow.hottier.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A segment that has come to its limit and waits to be sealed: nothing is appended any more, readers have its {@link #view()}, and
 * any thread may {@link #seal()} it, because it holds what it needs of the dictionaries.
 */
public final class FrozenSegment {

    private final List<GrowingChunk> chunks;
    private final int chunkRows;
    private final Origins origins;
    private final Map<String, Dictionary.View> dictionaries;
    private final long ownDictionaryBytes;
    private final Segment view;

    FrozenSegment(
            List<GrowingChunk> chunks,
            int chunkRows,
            Origins origins,
            Map<String, Dictionary.View> dictionaries,
            long ownDictionaryBytes,
            Segment view) {
        this.chunks = chunks;
        this.chunkRows = chunkRows;
        this.origins = origins;
        this.dictionaries = dictionaries;
        this.ownDictionaryBytes = ownDictionaryBytes;
        this.view = view;
    }

    /** What readers see until it is sealed. */
    public Segment view() {
        return view;
    }

    /** The segment with its rows sorted by time (equal times in log order) and columns as narrow as they can be. */
    public Segment seal() {
        int rows = (int) view.rows();
        int bits = Integer.numberOfTrailingZeros(chunkRows);
        int[] order = TimeOrder.of(rows, ordinal -> chunks.get(ordinal >>> bits).time(ordinal & (1 << bits) - 1));
        ArrayList<Chunk> sealed = new ArrayList<>();
        for (int from = 0; from < rows; from += chunkRows) {
            int count = Math.min(chunkRows, rows - from);
            sealed.add(new SealedRows(chunks, chunkRows, dictionaries, order, from, count).seal(compact(sealed)));
        }
        return new Segment(view.number(), true, sealed, sealed.getFirst().origins(), ownDictionaryBytes);
    }

    /** The compact origins; one for all chunks. */
    private Origins compact(List<Chunk> before) {
        return before.isEmpty() ? origins.compact() : before.getFirst().origins();
    }
}
