package io.truenow.hottier.dedup;

import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.ByteSlices;
import java.util.ArrayList;
import java.util.List;

/**
 * Exact memory of a table shard's event ids. An id is a duplicate while its first append time is after {@code clock - window}; the
 * clock is the highest append time applied. The first event of an id wins; a later one within the window is equal or conflicting by
 * its content hash.
 *
 * <p>Ids stand in {@link IdGeneration}s, numbered in the order in which they came. One open-addressing table of ints finds them: a
 * slot holds as many bits of the id's hash as fit beside the number, so that a new id is nearly always told by one cache miss, and an
 * old one is confirmed by its bytes. Slots of ids that have left stay as tombstones until the next rebuild. A batch first hashes all
 * of its ids and touches their slots, so that the misses overlap.
 *
 * <p>Cost per id: 8 for its content hash, 5 to 11 for the slots, and what {@link io.truenow.hottier.ids.IdPage} makes of its bytes. One writer; not thread-safe. A store at its limit still
 * takes ids; see {@link #full()}.
 */
public final class DuplicateStore {

    private static final int SMALLEST_BITS = 6;

    private final long windowMicros;
    private final DedupLimits limits;
    private final IdMatching matching;
    private final List<IdGeneration> generations = new ArrayList<>();
    private long firstGeneration;
    private long clockMicros = Long.MIN_VALUE;
    private long sealedBytes;
    private long ids;
    private final List<IdGeneration> uncompacted = new ArrayList<>();

    private int[] slots = new int[1 << SMALLEST_BITS];
    private int bits = SMALLEST_BITS;
    private long tableBase;
    private long[] hashes = new long[64];

    /** An empty store. */
    public DuplicateStore(long windowMicros, DedupLimits limits) {
        this(windowMicros, limits, IdMatching.EXACT);
    }

    private DuplicateStore(long windowMicros, DedupLimits limits, IdMatching matching) {
        this.matching = matching;
        this.windowMicros = windowMicros;
        this.limits = limits;
    }

    /**
     * State of a store at one moment; immutable.
     *
     * @param generations in order; all but the last are full
     */
    public record Capture(long windowMicros, long clockMicros, long firstGeneration, List<IdGeneration> generations) {}

    /** Immutable state, in time that does not grow with the ids of a generation. */
    public Capture capture() {
        List<IdGeneration> frozen = new ArrayList<>(generations);
        if (!frozen.isEmpty()) {
            frozen.set(frozen.size() - 1, frozen.getLast().frozen());
        }
        return new Capture(windowMicros, clockMicros, firstGeneration, frozen);
    }

    /** The store that a capture was taken of. */
    public static DuplicateStore restore(Capture capture, DedupLimits limits) {
        return restore(capture, limits, IdMatching.EXACT);
    }

    /** The same, with ids found in a given way. */
    public static DuplicateStore restore(Capture capture, DedupLimits limits, IdMatching matching) {
        DuplicateStore store = new DuplicateStore(capture.windowMicros(), limits, matching);
        store.clockMicros = capture.clockMicros();
        store.firstGeneration = capture.firstGeneration();
        for (IdGeneration generation : capture.generations()) {
            store.generations.add(generation);
            store.ids += generation.size();
        }
        store.rebuild(0);
        for (int i = 0; i < store.generations.size() - 1; i++) {
            store.generations.get(i).sealAndCompact();
        }
        store.countSealed();
        return store;
    }

    private void push(IdGeneration generation) {
        generations.add(generation);
        ids += generation.size();
        countSealed();
    }

    /** Anew, because others compact. */
    private void countSealed() {
        sealedBytes = 0;
        for (int i = 0; i < generations.size() - 1; i++) {
            sealedBytes += generations.get(i).heapBytes();
        }
    }

    /** The generations that were sealed since the last call: to be compacted, by any thread. */
    public List<IdGeneration> takeUncompacted() {
        if (uncompacted.isEmpty()) {
            return List.of();
        }
        List<IdGeneration> taken = List.copyOf(uncompacted);
        uncompacted.clear();
        return taken;
    }

    /** Tells new from repeated ids and remembers the new ones. */
    public void select(
            ByteSlices batchIds, long[] contentHashes, int rows, long appendTimeMicros, Selection selection) {
        selection.begin(rows);
        clockMicros = Math.max(clockMicros, appendTimeMicros);
        dropExpired();
        int batchBytes = batchIds.offsets()[rows] - batchIds.start(0);
        if (generations.isEmpty() || !generations.getLast().hasBytesFor(batchBytes)) {
            begin();
        }
        if (next() - tableBase + rows > capacity(bits)) {
            rebuild(rows);
        }
        touch(batchIds, rows);
        byte[] bytes = batchIds.bytes();
        for (int row = 0; row < rows; row++) {
            int from = batchIds.start(row);
            decide(bytes, from, batchIds.length(row), row, contentHashes[row], appendTimeMicros, selection);
        }
    }

    private void touch(ByteSlices batchIds, int rows) {
        if (hashes.length < rows) {
            hashes = new long[rows];
        }
        byte[] bytes = batchIds.bytes();
        for (int row = 0; row < rows; row++) {
            hashes[row] = matching.hash(bytes, batchIds.start(row), batchIds.length(row));
        }
        int mask = slots.length - 1;
        int seen = 0;
        for (int row = 0; row < rows; row++) {
            seen |= slots[(int) hashes[row] & mask];
        }
        touched = seen;
    }

    /** Keeps the touching reads from being optimised away. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    private void decide(
            byte[] id, int from, int length, int row, long contentHash, long appendTimeMicros, Selection selection) {
        int mask = slots.length - 1;
        long hash = hashes[row];
        int tag = tag(hash);
        int slot = (int) hash & mask;
        int entry;
        while ((entry = slots[slot]) != 0) {
            if ((entry & ~mask) == tag) {
                long number = tableBase + (entry & mask) - 1;
                int generation = (int) ((number >>> 16) - firstGeneration);
                int place = (int) number & 0xFFFF;
                if (generation >= 0 && generations.get(generation).matches(matching, place, id, from, length)) {
                    if (isRemembered(generations.get(generation), place)) {
                        if (generations.get(generation).contentHash(place) == contentHash) {
                            selection.duplicate();
                        } else {
                            selection.conflict(row);
                        }
                        return;
                    }
                    break;
                }
            }
            slot = slot + 1 & mask;
        }
        long number = add(id, from, length, contentHash, appendTimeMicros);
        slots[slot] = tag | (int) (number - tableBase + 1);
        selection.keep(row);
    }

    private boolean isRemembered(IdGeneration generation, int place) {
        return windowMicros == TableSettings.UNBOUNDED
                || generation.minAppendTimeMicros() > clockMicros - windowMicros
                || generation.appendTimeMicros(place) > clockMicros - windowMicros;
    }

    /** Bits of a hash above those that the number takes. */
    private int tag(long hash) {
        return (int) (hash >>> 32) & -1 << bits;
    }

    private static long capacity(int bits) {
        return (1L << bits) * 3 / 4;
    }

    /** Number that the next id gets; a generation has a range of 65,536 numbers, whether or not it uses all. */
    private long next() {
        return generations.isEmpty()
                ? firstGeneration << 16
                : (firstGeneration + generations.size() - 1 << 16)
                        + generations.getLast().size();
    }

    private long add(byte[] id, int from, int length, long contentHash, long appendTimeMicros) {
        if (generations.getLast().isFull()) {
            begin();
        }
        IdGeneration last = generations.getLast();
        last.add(id, from, length, contentHash, appendTimeMicros);
        ids++;
        return (firstGeneration + generations.size() - 1 << 16) + last.size() - 1;
    }

    private void begin() {
        if (!generations.isEmpty()) {
            generations.getLast().seal();
            uncompacted.add(generations.getLast());
        }
        push(new IdGeneration());
    }

    private void dropExpired() {
        if (windowMicros == TableSettings.UNBOUNDED) {
            return;
        }
        while (generations.size() > 1 && generations.getFirst().maxAppendTimeMicros() <= clockMicros - windowMicros) {
            IdGeneration gone = generations.removeFirst();
            firstGeneration++;
            sealedBytes = Math.max(0, sealedBytes - gone.heapBytes());
            ids -= gone.size();
        }
    }

    private void rebuild(int more) {
        tableBase = firstGeneration << 16;
        bits = SMALLEST_BITS;
        while (capacity(bits) < (next() - tableBase + more) * 4 / 3) {
            bits++;
        }
        if (bits > 30) {
            throw new IllegalStateException("The duplicate store holds more ids than it can number: [" + ids + "].");
        }
        slots = new int[1 << bits];
        for (int g = 0; g < generations.size(); g++) {
            insertAll(generations.get(g), (long) g << 16);
        }
    }

    /** Ids whose window has passed stay out, so each id that goes in stands in the store once. */
    private void insertAll(IdGeneration generation, long relative) {
        int mask = slots.length - 1;
        ByteSlices batch = generation.ids();
        for (int i = 0; i < generation.size(); i++) {
            if (isRemembered(generation, i)) {
                long hash = matching.hash(batch.bytes(), batch.start(i), batch.length(i));
                int slot = (int) hash & mask;
                while (slots[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = tag(hash) | (int) (relative + i + 1);
            }
        }
    }

    /** Ids in memory, some of which may have left the window. */
    public long ids() {
        return ids;
    }

    /** Bytes in memory. */
    public long heapBytes() {
        return sealedBytes
                + (generations.isEmpty() ? 0 : generations.getLast().heapBytes())
                + slots.length * 4L
                + hashes.length * 8L;
    }

    /** Whether a limit of the shard is reached: admission answers that storage is full. */
    public boolean full() {
        return ids >= limits.idsPerShard() || heapBytes() >= limits.bytesPerShard();
    }

    /** Highest append time applied, in microseconds; {@link Long#MIN_VALUE} before the first. */
    public long clockMicros() {
        return clockMicros;
    }
}
