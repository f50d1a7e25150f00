package io.truenow.hottier.segment;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import io.truenow.hottier.ids.IdPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The segment of a table shard that rows are appended to, in log order. One writer appends; {@link #view()} gives the immutable
 * view that the writer then publishes through one volatile write; {@link #freeze()} ends it. Not
 * thread-safe by itself.
 */
public final class MutableSegment {

    private final long number;
    private final int partition;
    private final SegmentLimits limits;
    private final ShardDictionaries dictionaries;
    private final List<GrowingChunk> chunks = new ArrayList<>();
    private final List<Chunk> fullViews = new ArrayList<>();
    private final Map<String, Dictionary> used = new HashMap<>();
    private final GrowingRuns runs;
    private int rows;

    /** An empty segment of a shard that lives in a partition of the log. */
    public MutableSegment(long number, int partition, SegmentLimits limits, ShardDictionaries dictionaries) {
        this(number, partition, limits, dictionaries, new GrowingRuns());
    }

    private MutableSegment(
            long number, int partition, SegmentLimits limits, ShardDictionaries dictionaries, GrowingRuns runs) {
        this.number = number;
        this.partition = partition;
        this.limits = limits;
        this.dictionaries = dictionaries;
        this.runs = runs;
    }

    /** A segment that goes on from an unsealed one of a checkpoint. */
    public static MutableSegment restore(
            Segment source, int partition, SegmentLimits limits, ShardDictionaries dictionaries) {
        SegmentLimits own = limits.withChunkRows(1 << source.origins().pageBits());
        MutableSegment segment = new MutableSegment(
                source.number(),
                partition,
                own,
                dictionaries,
                new GrowingRuns(source.origins().runs()));
        for (Chunk chunk : source.ownChunks()) {
            segment.keepFullView();
            segment.chunks.add(GrowingChunk.restore(chunk, own.chunkRows()));
            segment.rows += chunk.rows();
            for (Dimension dimension : chunk.ownDimensions()) {
                segment.used.put(dimension.name(), dimension.dictionary().identity());
            }
        }
        return segment;
    }

    /** Number in the shard. */
    public long number() {
        return number;
    }

    /** Rows so far. */
    public int rows() {
        return rows;
    }

    /** Rows that still fit. */
    public int room() {
        return limits.rows() - rows;
    }

    /** Whether the dictionaries take the texts of a batch; if not, the next segment's will. */
    public boolean takes(EventColumns events) {
        boolean takes = true;
        for (EventColumn column : events.columns()) {
            if (column instanceof EventColumn.StringColumn s) {
                ByteSlices texts = s.dictionary();
                Dictionary dictionary = used.get(s.name());
                if (dictionary == null) {
                    dictionary = dictionaries.forNewSegment(s.name());
                }
                takes &= dictionaries.takes(
                        s.name(), dictionary, texts.size(), texts.offsets()[texts.size()] - texts.start(0));
            }
        }
        return takes;
    }

    /**
     * Appends picked rows of a batch.
     *
     * @param picked row numbers of the batch, ascending; those in {@code [from, from + count)} are appended
     */
    public void append(EventColumns events, int[] picked, int from, int count, long offset, long ingestTimeMicros) {
        runs.add(rows, offset, ingestTimeMicros, picked, from, count);
        int done = 0;
        while (done < count) {
            if (chunks.isEmpty() || chunks.getLast().room() == 0) {
                keepFullView();
                chunks.add(new GrowingChunk(limits.chunkRows(), chunks.isEmpty() ? count : limits.chunkRows()));
            }
            GrowingChunk chunk = chunks.getLast();
            int part = Math.min(count - done, chunk.room());
            chunk.append(events, picked, from + done, part, this::dictionary);
            done += part;
            rows += part;
        }
    }

    private Dictionary dictionary(String name) {
        return used.computeIfAbsent(name, dictionaries::forNewSegment);
    }

    private void keepFullView() {
        if (!chunks.isEmpty()) {
            int last = chunks.size() - 1;
            fullViews.add(chunks.get(last).view(last * limits.chunkRows(), origins(runs.view())));
        }
    }

    private Origins origins(Runs runsNow) {
        IdPage[] pages = new IdPage[chunks.size()];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = IdPage.of(chunks.get(i).ids());
        }
        return new Origins(partition, runsNow, pages, Integer.numberOfTrailingZeros(limits.chunkRows()));
    }

    /** What is here now; the caller publishes it safely. */
    public Segment view() {
        Origins origins = origins(runs.view());
        List<Chunk> views = new ArrayList<>(fullViews);
        if (!chunks.isEmpty()) {
            views.add(chunks.getLast().view(fullViews.size() * limits.chunkRows(), origins));
        }
        return new Segment(number, false, views, origins, ownDictionaryBytes());
    }

    private long ownDictionaryBytes() {
        long bytes = 0;
        for (Map.Entry<String, Dictionary> entry : used.entrySet()) {
            if (!dictionaries.isShared(entry.getKey(), entry.getValue())) {
                bytes += entry.getValue().heapBytes();
            }
        }
        return bytes;
    }

    /** Ends appending; what is left to do may be done by any thread. */
    public FrozenSegment freeze() {
        Map<String, Dictionary.View> views = new HashMap<>();
        used.forEach((name, dictionary) -> views.put(name, dictionary.view()));
        return new FrozenSegment(
                List.copyOf(chunks), limits.chunkRows(), origins(runs.view()), views, ownDictionaryBytes(), view());
    }

    /** Whether the segment has come to a limit and seals. */
    public boolean isLarge(Segment view) {
        return view.heapBytes() >= limits.bytes() || rows >= limits.rows();
    }
}
